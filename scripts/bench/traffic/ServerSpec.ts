/** How a server of the traffic scenarios governs those who ask it; handed to its process as JSON. */
export type ServerSpec = {
  /** How long an answer takes, in ms. */
  readonly workMs: number
  readonly rule: ServerRule
  /** How long after its first answer its count of what comes later begins, in ms. */
  readonly settlingMs: number
}

export type ServerRule =
  | { readonly kind: 'open' }
  /** So many in each window of its own clock, 429 beyond; it tells when to come again, or with every answer what remains. */
  | {
      readonly kind: 'windows'
      readonly limit: number
      readonly windowMs: number
      readonly tells: 'Retry-After' | 'RateLimit'
    }
  /** 429 to everything. */
  | { readonly kind: 'closed'; readonly retryAfterSeconds: number }
  /** 503 to everything. */
  | { readonly kind: 'down' }
  /** So many at a time, 503 beyond. */
  | { readonly kind: 'crowded'; readonly places: number }
  /** One answer in so many takes much longer. */
  | { readonly kind: 'tailed'; readonly oneIn: number; readonly slowMs: number }

/** What a server has seen; what is later came after its first answer and `settlingMs`. */
export type ServerUsage = {
  readonly attempts: number
  readonly refused: number
  readonly laterAttempts: number
  readonly laterRefused: number
}
