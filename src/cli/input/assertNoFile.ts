import { existsSync } from 'node:fs'
import { UsageError } from '../options/UsageError.ts'

/** Throws a {@link UsageError} where a file was typed in place of a URL, which would have a scheme, or the other way round. */
export function assertNoFile(urls: readonly string[], inputs: readonly string[]): void {
  for (const url of urls) {
    if (url === '-') throw new UsageError("'-' is no URL: type --input - for standard input")
    const file = url.replace(/^@/, '')
    if (!/^\w+:/.test(file) && existsSync(file)) throw new UsageError(`${url} is a file, no URL: type --input ${file}`)
  }
  if (inputs.some((path) => /^https?:\/\//i.test(path)))
    throw new UsageError('--input takes a file, no URL: type URLs without --input')
}
