import type { FetchBatch } from '../../domain/FetchBatch.ts'
import type { FetchResult } from '../../domain/FetchResult.ts'
import { createMaxHeap } from '../../domain/maxHeap.ts'
import { type AnswerForm, jsonBytes } from '../AnswerForm.ts'
import { toItem } from '../toAnswer.ts'
import { createFill } from './fill.ts'
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
  /** What the item of a result takes at most, where that is known without making its JSON: then few have to be measured. */
  readonly mostBytesOf?: ((result: FetchResult) => number | undefined) | undefined
}

type Entry = {
  readonly place: Place & { held: unknown }
  readonly head: ResultHead
  readonly hasBody: boolean
  bytes: number
  whole: boolean
}

const UNMEASURED = -1

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
  mostBytesOf = () => undefined,
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
  /** All in the order of their arrival, until the first of them has to go. */
  let arrived: Entry[] | undefined = []
  const entries = createMaxHeap<Entry>(({ bytes }) => bytes)
  const fill = createFill(roomBytes)
  fill.count(requests * leastBytes)

  const replace = (entry: Entry, { held, bytes }: ReturnType<typeof hold>): void => {
    fill.count(bytes - entry.bytes)
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

  const keep = (entry: Entry): void => {
    if (arrived === undefined) entries.add(entry)
    else arrived.push(entry)
  }

  /** Makes room: the bodies that had to go, but for those whose place does not tell of them. */
  const evict = (): readonly Evicted[] => {
    for (const entry of arrived ?? []) {
      if (entry.bytes === UNMEASURED) entry.bytes = hold(entry.place.held).bytes
      entries.add(entry)
    }
    arrived = undefined
    const bodies = new Map<Place, string>()
    while (fill.isOver) {
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
      const value = item(result)
      const place = { index: result.index, held: value, unlocate: nowhere }
      const head = headOf(result)
      const entry: Entry = { place, head, hasBody: result.outcome === 'success', bytes: UNMEASURED, whole: true }
      const most = arrived === undefined ? undefined : mostBytesOf(result)
      if (most !== undefined && fill.fits(most + 1 - leastBytes)) {
        fill.count(-leastBytes)
        fill.countUnmeasured(value, most)
        keep(entry)
        return { place, evicted: NOTHING }
      }
      const { held, bytes } = hold(value)
      const fits = fill.fits(bytes - leastBytes)
      fill.count(bytes - leastBytes)
      entry.bytes = bytes
      place.held = held
      keep(entry)
      return { place, evicted: fits ? NOTHING : evict() }
    },
  }
}
