import { createReadStream } from 'node:fs'

/** The lines of a text file, one at a time; they end with LF or CR LF, nothing else. */
export async function* readLines(path: string): AsyncGenerator<string> {
  let rest = ''
  let first = true
  for await (const chunk of createReadStream(path, 'utf8')) {
    const lines = (rest + (first ? chunk.replace(/^\ufeff/, '') : chunk)).split('\n')
    first = false
    rest = lines.pop() ?? ''
    for (const line of lines) yield line.endsWith('\r') ? line.slice(0, -1) : line
  }
  if (rest !== '') yield rest
}
