import { createStreamHandler } from './createStreamHandler.ts'
import { streamify } from './stream/ResponseStream.ts'

/** The streaming handler that is deployed, configured by its environment. */
export const streamHandler = streamify(createStreamHandler())
