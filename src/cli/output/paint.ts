import type { Console, Screen } from '../Console.ts'

/** Colours a text, or leaves it as it is. */
export type Paint = (colour: 'red' | 'green' | 'dim', text: string) => string

const CODES = { red: 31, green: 32, dim: 2 } as const

const plain: Paint = (_colour, text) => text

/** Colours for a terminal, unless its user wants none (no-color.org) or it is one that knows nothing. */
export const paintFor = (screen: Screen, { NO_COLOR = '', TERM }: Console['env']): Paint =>
  screen.isTTY === true && NO_COLOR === '' && TERM !== 'dumb'
    ? (colour, text) => `\u001b[${CODES[colour]}m${text}\u001b[0m`
    : plain
