import type { BatchContext } from './BatchContext.ts'
import type { WaitReason } from './domain/WaitReason.ts'

/** Tells whoever listens that a request waits. @param untilMs on the clock of the limits, where it is known */
export function tellWaiting(
  { tell, nowMs, wallMs }: Pick<BatchContext, 'tell' | 'nowMs' | 'wallMs'>,
  names: { readonly index: number; readonly url: string },
  attempt: number,
  reason: WaitReason,
  untilMs: number | undefined,
): void {
  if (tell === undefined) return
  const isKnown = untilMs !== undefined && Number.isFinite(untilMs)
  const until = isKnown ? { untilMs: Math.round(wallMs() + untilMs - nowMs()) } : {}
  tell({ type: 'waiting', ...names, attempt, reason, ...until })
}
