import type { WaitReason } from '../domain/WaitReason.ts'
import { isClosed } from './closure.ts'
import { drawRetry, earnRetry, hasRetry } from './drawRetry.ts'
import type { GroupMemory } from './GroupMemory.ts'
import { Latencies } from './Latencies.ts'
import type { AttemptEnd, Rule } from './Rule.ts'
import { rules } from './rules/rules.ts'
import type { TrafficPolicy } from './TrafficPolicy.ts'

/** The requests of a batch whose traffic is governed together. A class for its speed: each attempt passes it. */
export class Group {
  readonly memory: GroupMemory
  readonly #rules: readonly Rule[]
  readonly #retryBudget: number
  /** Requests that have begun and not ended: in flight, or waiting for their next attempt. */
  inUse = 0

  constructor(memory: GroupMemory, policy: TrafficPolicy) {
    this.memory = memory
    this.#rules = rules(memory, policy)
    this.#retryBudget = policy.retryBudget
  }

  /** When the next attempt may start; Infinity while only the end of another can tell. */
  opensAtMs(nowMs: number): number {
    let latestMs = nowMs
    for (const rule of this.#rules) latestMs = Math.max(latestMs, rule.opensAtMs(nowMs))
    return latestMs
  }

  /** Which rule holds attempts back for longest; undefined where none does. */
  heldBackBy(nowMs: number): WaitReason | undefined {
    const opensAtMs = this.opensAtMs(nowMs)
    return opensAtMs <= nowMs ? undefined : this.#rules.find((rule) => rule.opensAtMs(nowMs) >= opensAtMs)?.reason
  }

  /** An attempt starts. Gives its number, by which its end is told. */
  began(nowMs: number, isFirst: boolean): number {
    this.memory.begun += 1
    const { begun, starts } = this.memory
    starts?.add(nowMs)
    for (const rule of this.#rules) rule.began?.(nowMs, begun)
    if (isFirst) earnRetry(this.memory, this.#retryBudget)
    return begun
  }

  ended(nowMs: number, end: AttemptEnd): void {
    const { memory } = this
    const { quota } = memory
    const isAwaited = memory.isProbe(end.number)
    for (const rule of this.#rules) rule.ended?.(nowMs, end)
    const isNews = quota !== undefined && memory.quota !== quota && memory.watchers.length > 1
    if (isAwaited || isNews) for (const tell of [...memory.watchers]) tell(memory, this)
  }

  /** Until when a server's word holds attempts back, on the same clock; undefined where none does. */
  closedUntilMs(nowMs: number): number | undefined {
    const opensAtMs = this.opensAtMs(nowMs)
    if (opensAtMs <= nowMs) return undefined
    const { cooldown, quota } = this.memory
    const isByWord = isClosed(cooldown, nowMs) || (isClosed(quota, nowMs) && this.heldBackBy(nowMs) === 'cooldown')
    return isByWord ? opensAtMs : undefined
  }

  /** How long its answers take; remembered from the first time that somebody asks. */
  latencies(): Latencies {
    this.memory.latencies ??= new Latencies()
    return this.memory.latencies
  }

  /** Whether there is a retry left in the budget. */
  get mayRetry(): boolean {
    return hasRetry(this.memory)
  }

  /** Takes a retry from the budget; false if it is used up. */
  drawRetry(): boolean {
    return drawRetry(this.memory)
  }
}
