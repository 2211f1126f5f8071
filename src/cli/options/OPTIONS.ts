import type { CliOption } from './CliOption.ts'
import { POLICY_OPTIONS } from './POLICY_OPTIONS.ts'

const OWN = [
  {
    name: 'header',
    short: 'H',
    value: '<line|@file>',
    group: 'Requests',
    says: 'a field for all requests; again for more',
    example: "'Accept: text/csv'",
    again: 'adds',
    isEveryday: true,
  },
  {
    name: 'method',
    short: 'X',
    value: '<method>',
    group: 'Requests',
    says: 'of all that name none (GET; POST with a body)',
    example: 'HEAD',
    isEveryday: true,
  },
  {
    name: 'data',
    short: 'd',
    value: '<text|@file>',
    group: 'Requests',
    says: 'the body, as of a form; again for more',
    example: "'q=1&lang=en'",
    isEmptyToo: true,
    again: 'adds',
    isEveryday: true,
  },
  {
    name: 'json',
    value: '<text|@file>',
    group: 'Requests',
    says: 'the body, as JSON',
    example: '\'{"q":1}\'',
    again: 'refused',
    isEveryday: true,
  },
  {
    name: 'input',
    value: '<file>',
    group: 'Requests',
    says: "URLs, JSON, CSV, .gz; '-' is stdin; again for more",
    example: 'urls.txt',
    again: 'adds',
    isEveryday: true,
  },
  {
    name: 'output',
    value: '<dir>',
    group: 'Results',
    says: 'a file for each body, and results that name it',
    example: 'pages',
    again: 'refused',
    isNoStream: true,
    isEveryday: true,
  },
  {
    name: 'resume',
    value: '<file>',
    group: 'Results',
    says: 'go on after what succeeded there, and append',
    example: 'results.ndjson',
    again: 'refused',
    isNoStream: true,
    isEveryday: true,
  },
  { name: 'retry-failed', group: 'Results', says: 'with --resume: try again what failed there' },
  { name: 'resend', group: 'Results', says: 'with --resume: send again what may have been sent, a POST too' },
  {
    name: 'max-failures',
    value: '<n>',
    group: 'Results',
    says: 'stop after so many',
    otherwise: 'none',
    example: '10',
    isEveryday: true,
  },
  { name: 'quiet', short: 'q', group: 'Results', says: 'no progress, no summary', isEveryday: true },
  { name: 'verbose', short: 'v', group: 'Results', says: 'a line on standard error for each result' },
  {
    name: 'event',
    value: '<file>',
    group: 'Others',
    says: 'answer an event as the Lambda handler does',
    example: 'event.json',
    again: 'refused',
  },
  { name: 'demo', group: 'Others', says: 'answer an event of its own against an API of its own' },
  { name: 'help', short: 'h', value: '[all]', group: 'Others', says: 'the help that fits a screen, or all of it' },
  { name: 'version', short: 'V', group: 'Others', says: 'the version' },
] as const satisfies readonly CliOption[]

/** The options that are no policy. */
export type OwnName = (typeof OWN)[number]['name']

/** All options, in the order of the help. */
export const OPTIONS: readonly CliOption[] = [...OWN, ...POLICY_OPTIONS.values()]
