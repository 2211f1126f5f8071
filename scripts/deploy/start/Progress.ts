/** What is told of something that takes long. */
export type Progress = { tell(text: string): void; end(): void }

/** Where nobody watches a line change, one now and then is enough. */
const QUIET_MS = 10_000

/** One line on standard error: rewritten on a terminal, elsewhere written anew when it has changed after a while. */
export function createProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  let [last, told, toldAt] = ['', '', Number.NEGATIVE_INFINITY]
  return {
    tell(text) {
      if (stream.isTTY) stream.write(`\r\x1b[K${text}`)
      else if (text !== last && performance.now() - toldAt >= QUIET_MS) {
        stream.write(`${text}\n`)
        told = text
        toldAt = performance.now()
      }
      last = text
    },
    end() {
      if (stream.isTTY) stream.write(last === '' ? '' : '\n')
      else if (last !== told) stream.write(`${last}\n`)
    },
  }
}
