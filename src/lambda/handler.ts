import { createHandler } from './createHandler.ts'

/** The handler that is deployed, made of `process.env` when it is imported, which throws if that is invalid. */
export const handler = createHandler()
