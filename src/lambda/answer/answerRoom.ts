import type { FetchBatch } from '../../domain/FetchBatch.ts'
import type { FetchResult } from '../../domain/FetchResult.ts'
import { createMaxHeap } from '../../domain/maxHeap.ts'
import { type AnswerForm, jsonBytes } from '../AnswerForm.ts'
import { toItem } from '../toAnswer.ts'
import { headOf, leastOutputLimit, outputLimit, type ResultHead } from './outputLimit.ts'

/** The place of one result in an answer. What it holds may become less until the answer is made. */
export type Place = {
  readonly index: number
  readonly held: unknown
  /** Says that its body is not at its location after all. */
  unlocate(): void
}

/** A body that had to leave its place. */
export type Evicted = { readonly place: Place; readonly json: string }

/** Keeps the items of an answer under its limit while results arrive. */
export type AnswerRoom = {
  /** How many requests there can be for each to have a place. */
  readonly mostRequests: number
  /**
   * Gives a result its place; if that is too much, the largest items of all so far are replaced by failures. `evicted` are
   * the bodies among them whose failure has room for their location.
   */
  add(result: FetchResult): { readonly place: Place; readonly evicted: readonly Evicted[] }
}

export type AnswerRoomConfig = {
  readonly form: AnswerForm
  readonly limitBytes: number
  readonly requests: number
  readonly results: FetchBatch['results']
  /** What the answer holds beside its items. */
  readonly beside?: { readonly bytes: number; readonly perRequestBytes: number } | undefined
  /** Where the body of a result is put that has no room; undefined if nowhere. */
  readonly locationOf?: ((index: number) => string) | undefined
}

type Entry = {
  readonly place: Place & { held: unknown }
  readonly head: ResultHead
  readonly hasBody: boolean
  bytes: number
  whole: boolean
}

/** The head that takes the fewest bytes. */
const NO_HEAD: ResultHead = { index: 0, url: '', attempts: 0, timing: { startedAtMs: 0, durationMs: 0 } }

/** A place whose body has no location. */
const nowhere = (): void => {}
const NOTHING: readonly Evicted[] = []

/** More digits than the index of any request has. */
const LARGEST_INDEX = 9_999_999

/** The room of one answer. Every request has the least that a place takes from the start, so that the last one fits too. */
export function createAnswerRoom({
  form,
  limitBytes,
  requests,
  results,
  beside = { bytes: 0, perRequestBytes: 0 },
  locationOf,
}: AnswerRoomConfig): AnswerRoom {
  const item = toItem(results)
  const least = (index: number): unknown =>
    results === 'full' ? leastOutputLimit(index, limitBytes) : { error: 'No room', kind: 'output-limit' }
  const hold = (value: unknown) => {
    const { held, bytes } = form.hold(value)
    return { held, bytes: bytes + 1 } // and the comma after it
  }
  const wholeBytes = limitBytes - jsonBytes(form.answer([])) - beside.bytes
  const roomBytes = wholeBytes - requests * beside.perRequestBytes
  const leastHeld = hold(least(LARGEST_INDEX))
  const leastBytes = leastHeld.bytes
  const leastOf = results === 'full' ? (index: number) => hold(least(index)) : () => leastHeld
  const shortestBytes = hold(item(outputLimit(NO_HEAD, { limitBytes, bodyBytes: 0 }))).bytes
  const entries = createMaxHeap<Entry>(({ bytes }) => bytes)
  let usedBytes = requests * leastBytes

  const replace = (entry: Entry, { held, bytes }: ReturnType<typeof hold>): void => {
    usedBytes += bytes - entry.bytes
    entry.bytes = bytes
    entry.place.held = held
  }

  /** Replaces a whole item by a failure that says so; false where that would be no less. */
  const limit = (entry: Entry, json: string): boolean => {
    const { place, head, hasBody } = entry
    entry.whole = false
    const data = { limitBytes, bodyBytes: Buffer.byteLength(json) }
    const location = hasBody && locationOf ? { location: locationOf(head.index) } : {}
    const located = hold(item(outputLimit(head, { ...data, ...location })))
    if (located.bytes >= entry.bytes) return false
    replace(entry, located)
    entries.add(entry)
    place.unlocate = () => {
      if (place.held === located.held) replace(entry, hold(item(outputLimit(head, data))))
    }
    return true
  }

  /** Makes room: the bodies that had to go, but for those whose place does not tell of them. */
  const evict = (): readonly Evicted[] => {
    const bodies = new Map<Place, string>()
    while (usedBytes > roomBytes) {
      const largest = entries.take()
      if (largest === undefined) break
      const json = largest.whole && largest.bytes > shortestBytes ? form.toText(largest.place.held) : undefined
      if (json !== undefined && limit(largest, json)) {
        if (largest.hasBody) bodies.set(largest.place, json)
      } else {
        replace(largest, leastOf(largest.head.index))
        bodies.delete(largest.place) // nothing would say where it is
      }
    }
    return Array.from(bodies, ([place, json]) => ({ place, json }))
  }

  return {
    mostRequests: Math.max(0, Math.floor(wholeBytes / (leastBytes + beside.perRequestBytes))),
    add(result) {
      const { held, bytes } = hold(item(result))
      const place = { index: result.index, held, unlocate: nowhere }
      usedBytes += bytes - leastBytes
      entries.add({ place, head: headOf(result), hasBody: result.outcome === 'success', bytes, whole: true })
      return { place, evicted: usedBytes > roomBytes ? evict() : NOTHING }
    },
  }
}
