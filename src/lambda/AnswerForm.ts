import type { Summary } from './summary/Summary.ts'
import type { Answer } from './toAnswer.ts'

/** How a trigger wants its answer. */
export type AnswerForm = {
  /** What is kept of an item until the answer is made of all of them, and the bytes that it takes there. */
  hold(item: unknown): Held
  /** Whether items are held as they are, so that their JSON is a part of the answer's. */
  readonly holdsValues: boolean
  /** An item that is held, as JSON. */
  toText(held: unknown): string
  /** Whether it has a place for a summary. */
  readonly hasSummary: boolean
  /** The answer of 200 with the items in their order. */
  answer(held: readonly unknown[], summary?: Summary): unknown
  /** Any other answer. */
  refuse(statusCode: Exclude<Answer['statusCode'], 200>, body: object): unknown
}

/** An item of an answer. */
export type Held = { readonly held: unknown; readonly bytes: number }

/** The size of a value as JSON. */
export const jsonBytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value) ?? 'null')

const values: Pick<AnswerForm, 'hold' | 'holdsValues' | 'toText'> = {
  holdsValues: true,
  hold: (item) => ({ held: item, bytes: jsonBytes(item) }),
  toText: (held) => JSON.stringify(held),
}

/** The form of a direct invocation: `{ statusCode, body }`, where `body` is a value, and `summary` if there is one. */
export const objectForm: AnswerForm = {
  ...values,
  hasSummary: true,
  answer: (items, summary) => ({ statusCode: 200, body: items, ...(summary === undefined ? {} : { summary }) }),
  refuse: (statusCode, body) => ({ statusCode, body }),
}

/** A bare array of items, refusals as {@link objectForm} has them. */
export const arrayForm: AnswerForm = { ...objectForm, hasSummary: false, answer: (items) => items }
