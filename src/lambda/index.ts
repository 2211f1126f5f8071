import '../assertNode.ts' // first

export { createHandler, type Handler } from './createHandler.ts'
export type { HandlerOptions } from './createService.ts'
export { createStreamHandler } from './createStreamHandler.ts'
export type { Deliver } from './destination/Destination.ts'
export { handler } from './handler.ts'
export type { LambdaContext } from './LambdaContext.ts'
export type { ResponseStream, StreamHandler } from './stream/ResponseStream.ts'
export { streamHandler } from './streamHandler.ts'
export type { IndexRange, Summary } from './summary/Summary.ts'
export type { Answer } from './toAnswer.ts'
