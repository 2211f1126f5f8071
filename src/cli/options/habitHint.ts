/** What curl, wget and their like call it, and how it is typed here. */
const HABITS: Readonly<Record<string, string>> = {
  '-A': "type -H 'User-Agent: …'",
  '-b': "type -H 'Cookie: …'",
  '-e': "type -H 'Referer: …'",
  '-F': 'forms of several parts are not made here',
  '-I': 'type -X HEAD',
  '-L': 'redirects are followed; --max-redirects 0 stops that',
  '-O': 'type --output <dir>',
  '-Z': 'all is fetched in parallel; see --concurrency',
  '-c': 'type --concurrency <n>',
  '-i': 'type --input <file>; headers are in each result',
  '-m': 'type --timeout-ms <ms>',
  '-n': 'type --concurrency <n>',
  '-o': 'type --output <dir>, or > results.ndjson',
  '-s': 'type --quiet',
  '-t': 'type --timeout-ms <ms>',
  '-u': "type -H 'Authorization: …', or put it into the URL",
  '-x': 'a proxy is taken from http_proxy and https_proxy',
  '--compressed': 'bodies are asked for compressed anyway',
  '--data-raw': 'type --data <text>',
  '--data-binary': 'type --data <text|@file>',
  '--fail': 'statuses that are not 2xx are failures anyway',
  '--head': 'type -X HEAD',
  '--location': 'redirects are followed; --max-redirects 0 stops that',
  '--max-time': 'type --timeout-ms <ms>',
  '--parallel': 'all is fetched in parallel; see --concurrency',
  '--parallel-max': 'type --concurrency <n>',
  '--proxy': 'a proxy is taken from http_proxy and https_proxy',
  '--request': 'type -X <method>',
  '--retry': 'type --retries <n>',
  '--silent': 'type --quiet',
  '--user': "type -H 'Authorization: …', or put it into the URL",
  '--user-agent': "type -H 'User-Agent: …'",
}

/** How an option of another program is typed here, if it is one. */
export const habitHint = (typed: string): string | undefined =>
  Object.hasOwn(HABITS, typed) ? HABITS[typed] : undefined
