import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { FetchRequest } from '../domain/FetchRequest.ts'

const open = (path: string, stdin: Readable): Readable => (path === '-' ? stdin : createReadStream(path))

/** The whole of a file, or of standard input for `-`. */
export const readText = (path: string, stdin: Readable): Promise<string> => text(open(path, stdin))

const toRequest = (line: string): string | FetchRequest => {
  if (!line.startsWith('{')) return line
  try {
    return JSON.parse(line) as FetchRequest // judged with all requests, at its place
  } catch {
    return line
  }
}

/** One request per line of a file, or of standard input for `-`: a URL, or a request as JSON. Blank lines and `#` are left out. */
export async function* readRequests(path: string, stdin: Readable): AsyncGenerator<string | FetchRequest> {
  for await (const line of createInterface({ input: open(path, stdin), crlfDelay: Number.POSITIVE_INFINITY })) {
    const trimmed = line.trim()
    if (trimmed !== '' && !trimmed.startsWith('#')) yield toRequest(trimmed)
  }
}
