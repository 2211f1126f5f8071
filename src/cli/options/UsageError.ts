/** A mistake of the user's, told without a stack. */
export class UsageError extends Error {}
