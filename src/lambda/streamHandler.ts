import { createStreamHandler } from './createStreamHandler.ts'
import { streamify } from './stream/ResponseStream.ts'

/** The streaming handler that is deployed, made of `process.env` when it is imported, which throws if that is invalid. */
export const streamHandler = streamify(createStreamHandler())
