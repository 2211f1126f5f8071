import * as E from 'fp-ts/lib/Either.js'
import { toFetchError } from '../../domain/FetchError.ts'
import { readEnveloped } from './readEnveloped.ts'
import type { Message } from './Trigger.ts'

/** Reads one message of many: if that throws, this message is invalid and the others are not lost with it. */
export const toMessage = (id: string, readText: () => string, group?: string): Message => ({
  id,
  ...(group === undefined ? {} : { group }),
  batch: E.flatten(
    E.tryCatch(
      () => readEnveloped(readText()),
      (thrown) => [{ path: '', expected: 'a message that can be read', got: toFetchError(thrown).message }],
    ),
  ),
})
