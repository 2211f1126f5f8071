import { temporaryFile } from './temporaryFile.ts'

/** Writes a file of `count` different URLs, one a line, that takes turns between the origins. */
export const writeUrls = (origins: readonly string[], count: number) => {
  const url = (_: unknown, index: number): string => `${origins[index % origins.length]}/orders/${index}?page=1`
  return temporaryFile('urls.txt', Array.from({ length: count }, url).join('\n'))
}
