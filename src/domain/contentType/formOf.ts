/** How bodies of a type are read. */
export type Form = 'json' | 'text' | 'base64'

/** Several JSON values, one to a line or behind a record separator (RFC 7464), are no JSON. */
const SEQUENCES_OF_JSON = /^application\/stream\+json$|[/+](x-)?(ndjson|jsonl(ines)?|json-lines|json-seq)$/

/** "JSON MIME type" of WHATWG's MIME Sniffing Standard, section 4.6. */
const JSON_TYPES = /^(application|text)\/json$|\+json$/

/** Types of text that do not say so by `text/`. */
const TEXT_TYPES = new RegExp(
  [
    '^text/',
    '[/+](x-)?(xml|yaml|csv|toml)$',
    '^application/(x-json|json5)$',
    '^application/(xml-dtd|xml-external-parsed-entity)$',
    '^application/(x-)?(javascript|ecmascript|typescript|sh|sql|graphql|httpd-php|latex|tex)$',
    '^application/(x-www-form-urlencoded|openmetrics-text|jwt|jose|sparql-query|sparql-update|n-triples|n-quads|trig|sdp)$',
    '^application/(pem-certificate-chain|x-pem-file|x-subrip|x-mpegurl|vnd\\.apple\\.mpegurl)$',
  ].join('|'),
)

/** The form of a type, given as `type/subtype` in lower case; what nobody here knows is bytes. */
export const formOf = (essence: string): Form => {
  if (SEQUENCES_OF_JSON.test(essence)) return 'text'
  if (JSON_TYPES.test(essence)) return 'json'
  return TEXT_TYPES.test(essence) ? 'text' : 'base64'
}
