import { DEFAULT_POLICY, REQUEST_FIELDS } from '../../domain/FetchPolicy.ts'
import { POLICY_FIELDS } from '../../domain/policyFromStrings.ts'
import type { CliOption } from './CliOption.ts'

type Help = Pick<CliOption, 'says' | 'value' | 'example' | 'isEveryday' | 'otherwise'>

/** What the help says of each policy field. */
const HELP: Readonly<Record<string, Help>> = {
  concurrency: { value: '<n>', says: 'requests in flight at once', example: '100', isEveryday: true },
  perOrigin: { value: '<n>', says: 'of them to one origin', otherwise: 'as --concurrency', example: '5' },
  deadlineMs: {
    value: '<ms>',
    says: 'for all requests together',
    otherwise: 'none',
    example: '60000',
    isEveryday: true,
  },
  rate: { value: '<rate>', says: 'starts for each origin', otherwise: 'none', example: '10/s', isEveryday: true },
  cooldown: { says: 'take a Retry-After for one request alone, and heed no quota that a server tells' },
  retryBudget: { value: '<ratio>', says: 'retries for each first attempt, in the long run', example: '0.5' },
  adaptive: { says: 'send less where a server is overloaded' },
  ordered: { says: 'results in the order of the input' },
  history: { says: 'results tell all their attempts' },
  timeoutMs: { value: '<ms>', says: 'for one attempt', example: '2000', isEveryday: true },
  totalTimeoutMs: { value: '<ms>', says: 'for one request with its retries and waits', example: '60000' },
  retries: { value: '<n>', says: 'after a passing trouble', example: '5', isEveryday: true },
  retryStatuses: { value: '<list>', says: 'statuses that tell of one', example: '429,503' },
  retryDelayMs: { value: '<ms>', says: 'longest first wait; it doubles with each retry', example: '1000' },
  maxRetryDelayMs: { value: '<ms>', says: 'longest wait of all', example: '5000' },
  maxRetryAfterMs: { value: '<ms>', says: 'longest Retry-After that is waited for', example: '120000' },
  hedgeAfterMs: {
    value: '<ms|p95>',
    says: 'a second attempt where the first is slow',
    otherwise: 'none',
    example: 'p95',
  },
  maxBodyBytes: { value: '<bytes>', says: 'largest body, decoded', example: '1000000' },
  maxRedirects: { value: '<n>', says: 'redirects followed', example: '0' },
  parse: { value: '<form>', says: 'how bodies are read: auto, json, text, base64', example: 'text' },
}

const kebab = (field: string): string => field.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** `maxBodyBytes` is set by `--max-body-bytes`, and so on. */
export const flagOf = (field: string): string => `--${kebab(field)}`

const defaultOf = (field: string): string | undefined => {
  const value = Reflect.get(DEFAULT_POLICY, field) as unknown
  return value === undefined || typeof value === 'boolean' ? undefined : String(value)
}

/** An option for each policy field; what holds by default has one to turn it off. */
export const POLICY_OPTIONS: ReadonlyMap<string, CliOption> = new Map(
  POLICY_FIELDS.map((field) => {
    const { otherwise = defaultOf(field), ...help } = HELP[field] ?? { value: '<value>', says: field }
    const isOffSwitch = Reflect.get(DEFAULT_POLICY, field) === true
    return [
      field,
      {
        name: `${isOffSwitch ? 'no-' : ''}${kebab(field)}`,
        group: field in REQUEST_FIELDS ? 'Policy of each request' : 'Policy of the batch',
        ...(otherwise === undefined ? {} : { otherwise }),
        ...help,
      } satisfies CliOption,
    ]
  }),
)
