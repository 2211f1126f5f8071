import type * as E from 'fp-ts/lib/Either.js'
import type * as O from 'fp-ts/lib/Option.js'
import type { Issues } from '../../domain/describeIssues.ts'
import type { FetchBatch } from '../../domain/FetchBatch.ts'
import type { AnswerForm } from '../AnswerForm.ts'

/** One way in which the function is invoked. */
export type Trigger = {
  /** What the log calls it. */
  readonly name: string
  /** What of its events is read, in one line for whoever sent something else. */
  readonly accepts: string
  /** None if the event is not of this trigger. */
  recognize(event: unknown): O.Option<Invocation>
}

/** What an event asks for. */
export type Invocation = Reply | Acknowledgement | Settled | Unserved

/** The same with the name of its trigger; without where no trigger knows the event. */
export type Recognized<I extends Invocation> = I & { readonly trigger?: string }

/** Its results are the answer. */
export type Reply = {
  readonly kind: 'reply'
  readonly batch: E.Either<Issues, FetchBatch>
  readonly form: AnswerForm
  /** The most bytes that the answer may have as JSON. */
  readonly limitBytes: number
  /** Nobody waits for the answer: an invalid event is told to the log too. */
  readonly unattended?: true
}

/** The answer names the messages to be sent again; the results go to the destination. */
export type Acknowledgement = {
  readonly kind: 'acknowledgement'
  readonly messages: readonly Message[]
}

/** One message of an event, by the identifier under which it is reported as failed. */
export type Message = {
  readonly id: string
  readonly batch: E.Either<Issues, FetchBatch>
  /** A message may be begun only when all before it in its group have succeeded; one without a group waits for none. */
  readonly group?: string
}

/** Records of a poller, which would take any answer for a success: the invocation is to fail. */
export type Unserved = {
  readonly kind: 'unserved'
  /** What AWS calls their source. */
  readonly source: string
}

/** The answer needs no fetching. */
export type Settled = {
  readonly kind: 'settled'
  readonly answer: unknown
  /** What the log should say of it, since a source that reads no answer takes any for a success. */
  readonly warning?: string
}
