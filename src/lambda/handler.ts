import { createHandler } from './createHandler.ts'

/** The handler that is deployed, configured by its environment. */
export const handler = createHandler()
