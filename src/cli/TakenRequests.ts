import type { FetchRequest } from '../domain/FetchRequest.ts'
import type { FetchResult } from '../domain/FetchResult.ts'
import { explain } from './explain.ts'
import type { Stdin } from './input/bytesOf.ts'
import { noMeter } from './input/InputMeter.ts'
import type { Located } from './input/Located.ts'
import { oneByOne } from './input/oneByOne.ts'
import { readRequests } from './input/readInput.ts'
import type { Extent } from './progress/progressText.ts'
import type { Resumption } from './resume/createResumption.ts'
import type { Task } from './Task.ts'

type Request = string | FetchRequest

const locateUrls = (urls: readonly string[]): Located[] =>
  urls.map((request, index) => ({ request, index, line: undefined, source: undefined }))

/** The requests of a task as its batch takes them, and which of them are under way. */
export class TakenRequests {
  readonly #task: Pick<Task, 'urls' | 'inputs' | 'shape'>
  readonly #stdin: Stdin
  readonly #resumption: Resumption | undefined
  readonly #meter = noMeter()
  /** What is under way, by the index that the batch gives it. */
  readonly #underWay = new Map<number, Located>()
  readonly #closing = new AbortController()
  /** Whether one asks for a hedge on its own account. */
  hasOwnHedges = false
  #taken = 0
  #isAllTaken = false

  constructor(task: Pick<Task, 'urls' | 'inputs' | 'shape'>, stdin: Stdin, resumption: Resumption | undefined) {
    this.#task = task
    this.#stdin = stdin
    this.#resumption = resumption
  }

  /** Whether they were taken to their end; those that were typed are there as a whole. */
  get isAllTaken(): boolean {
    return this.#isAllTaken
  }

  /** How many there are, as far as that is known. */
  get extent(): Extent {
    const { readBytes, requests, totalBytes } = this.#meter
    const inFlight = this.#underWay.size
    if (this.#isAllTaken) return { inFlight, total: this.#taken, isEstimate: false }
    if (totalBytes === undefined || readBytes === 0) return { inFlight, total: undefined, isEstimate: false }
    const unread = (requests * Math.max(0, totalBytes - readBytes)) / readBytes // of what was read an earlier run may have done most
    return { inFlight, total: this.#taken + Math.round(unread), isEstimate: true }
  }

  /** Those that are left to do. */
  open(): Iterable<Request> | AsyncIterable<Request> {
    const { urls, inputs } = this.#task
    const take = (located: Located): Request => this.#take(located)
    if (urls.length > 0) {
      const typed = locateUrls(urls)
      const left = this.#resumption === undefined ? typed : this.#resumption.remaining(typed)
      this.#isAllTaken = true
      return left.map(take)
    }
    const read = readRequests(inputs, this.#stdin, this.#meter, this.#closing.signal)
    const left = this.#resumption === undefined ? read : this.#resumption.remainingOf(read)
    return oneByOne(this.#toTheEnd(left), take)
  }

  /** One is done: its result, with its index in the whole input, and where it stands there if it could not be sent. */
  settle(result: FetchResult): FetchResult {
    const located = this.#underWay.get(result.index)
    this.#underWay.delete(result.index)
    const own = located === undefined || located.index === result.index ? result : { ...result, index: located.index }
    return explain(own, located)
  }

  /** Lets a pipe go that more could come from. */
  close(): void {
    this.#closing.abort()
  }

  #take(located: Located): Request {
    this.#underWay.set(this.#taken++, located)
    const { request } = located
    this.hasOwnHedges ||= typeof request === 'object' && request.hedgeAfterMs !== undefined
    return this.#task.shape.shape(request)
  }

  async *#toTheEnd(groups: AsyncIterable<Iterable<Located>>): AsyncGenerator<Iterable<Located>> {
    yield* groups
    this.#isAllTaken = true
  }
}
