export { createHandler, type Handler, type HandlerOptions, type LambdaContext } from './createHandler.ts'
export { handler } from './handler.ts'
export type { Answer } from './toAnswer.ts'
