import * as E from 'fp-ts/lib/Either.js'
import { FetchResult } from '../../src/domain/FetchResult.ts'

/** The results of NDJSON text, in its order; throws if a line is not one. */
export const resultLines = (text: string): readonly FetchResult[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const result = FetchResult.decode(JSON.parse(line))
      if (E.isLeft(result)) throw new Error(`This line is no result: ${line}`)
      return result.right
    })

/** The same in the order of the requests. */
export const resultsInOrder = (text: string): readonly FetchResult[] =>
  resultLines(text).toSorted((a, b) => a.index - b.index)
