/** What a hand-written loop keeps of a failed call. */
export const toErrorObject = (error: unknown): { readonly error: string } => ({
  error: error instanceof Error ? error.message : String(error),
})
