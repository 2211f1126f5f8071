import type { Sites } from '../server/sites.ts'

/** A story of many requests; it throws where the story does not go as it should. */
export type Scenario = {
  readonly title: string
  /** Takes too long for every day. */
  readonly long?: boolean
  readonly play: (sites: Sites) => Promise<void>
}

/** What became of a scenario: `error` says what went wrong. */
export type Played = { readonly title: string; readonly error?: string }
