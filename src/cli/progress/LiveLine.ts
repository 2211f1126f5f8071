import type { Screen } from '../Console.ts'

/** What a terminal is taken to have that does not say. */
const USUAL_COLUMNS = 80

/** How wide a screen is. */
export const columnsOf = (screen: Screen): number => screen.columns || USUAL_COLUMNS

/** How wide a line may be: what is no screen is read with search and scrolling, and what was cut would be lost. */
export const lineWidthOf = (screen: Screen): number =>
  screen.isTTY === true ? columnsOf(screen) : Number.POSITIVE_INFINITY

/** One line at the bottom of a terminal that is drawn again and again, and gone when it is cleared. */
export class LiveLine {
  readonly #screen: Screen
  #shown = ''

  constructor(screen: Screen) {
    this.#screen = screen
  }

  /** Draws only what is new, and in one piece: it never flickers. */
  draw(text: string): void {
    if (text === this.#shown) return
    this.#screen.write(`${this.#back()}${text}`)
    this.#shown = text
  }

  clear(): void {
    if (this.#shown === '') return
    this.#screen.write(this.#back())
    this.#shown = ''
  }

  /** A terminal that has become narrower shows a line in several rows. */
  #back(): string {
    if (this.#shown === '') return ''
    const rows = Math.ceil(this.#shown.length / columnsOf(this.#screen))
    return `${rows > 1 ? `\u001b[${rows - 1}A` : ''}\r\u001b[J`
  }
}
