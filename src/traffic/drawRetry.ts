import { type GroupMemory, RETRY_TOKENS } from './GroupMemory.ts'

/** A first attempt earns its share of a retry. */
export const earnRetry = (memory: GroupMemory, retryBudget: number): void => {
  if (memory.retryTokens < RETRY_TOKENS) memory.retryTokens = Math.min(RETRY_TOKENS, memory.retryTokens + retryBudget)
}

/** Whether its group has a retry left. */
export const hasRetry = ({ retryTokens }: GroupMemory): boolean => retryTokens >= 1

/** Takes a retry from what its group has left; false if that is less than one. */
export const drawRetry = (memory: GroupMemory): boolean => {
  if (!hasRetry(memory)) return false
  memory.retryTokens -= 1
  return true
}
