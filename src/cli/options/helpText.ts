import { type CliOption, GROUPS } from './CliOption.ts'
import { OPTIONS } from './OPTIONS.ts'

const WIDTH = 80
/** Where what is said begins. */
const MARGIN = 30

const USAGE = `Usage: rx-fanout [options] <URL>...
       rx-fanout [options] --input urls.txt > results.ndjson
`
const EXIT_CODES = `
Exit codes
  0 all ok, 1 some failed, 2 wrong usage, 3 none ok, 4 deadline with work left,
  5 results that could not be written, 130 interrupted (129 by a hangup, 143 by
  SIGTERM), 141 a reader that left (as head does); with --event 0 for an answer
  of 200 and 2 for one of 400.
`
const MORE = '\nAll options, with examples, and exit codes: rx-fanout --help all\n'

const DESCRIPTION = `
Fetches many URLs at once and gives one result for each: on a terminal a line to
read, else a line of JSON. Without URLs and --input it reads standard input. Of
a setting that is given again the last one holds.
`

const wrap = (text: string, width: number): readonly string[] => {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    // not at no-break spaces
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`
    if (lines.length > 0 && longer.length <= width) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}

const typed = ({ name, short, value }: CliOption): string =>
  `  ${short === undefined ? '   ' : `-${short},`} --${name}${value === undefined ? '' : ` ${value}`}`

const row = (option: CliOption, isWhole: boolean): string => {
  const { says, otherwise, example, name } = option
  const notes = [
    ...(otherwise === undefined ? [] : [`default ${otherwise}`]),
    ...(isWhole && example !== undefined ? [`e.g. --${name} ${example}`.replaceAll(' ', '\u00a0')] : []),
  ]
  const said = wrap(notes.length === 0 ? says : `${says} (${notes.join('; ')})`, WIDTH - MARGIN)
  const flag = typed(option)
  const rest = said.map((line) => ' '.repeat(MARGIN) + line.replaceAll('\u00a0', ' '))
  const isBeside = flag.length < MARGIN
  if (isBeside) rest[0] = flag + rest[0]?.slice(flag.length)
  return (isBeside ? rest : [flag, ...rest]).join('\n')
}

/** What `--help` says: what is needed every day, on one screen, or all of it. */
export function helpText(isWhole: boolean): string {
  const wanted = OPTIONS.filter(({ isEveryday }) => isWhole || isEveryday)
  const groups = GROUPS.map((group) => wanted.filter((option) => option.group === group).map((o) => row(o, isWhole)))
  if (!isWhole) return `${USAGE}\n${groups.flat().join('\n')}\n${MORE}`
  const parts = groups.map((rows, place) => `\n${GROUPS[place]}\n${rows.join('\n')}\n`)
  return `${USAGE}${DESCRIPTION}${parts.join('')}${EXIT_CODES}`
}
