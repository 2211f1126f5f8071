/** What an origin has to be for a scenario; handed to its process as JSON. */
export type OriginSpec = {
  readonly body: 'small' | 'large'
  readonly gzip: boolean
  readonly tls: boolean
  /** How many ports to listen on: each is an origin of its own to a client. */
  readonly ports: number
  /** How long an answer is kept back, in ms. */
  readonly delayMs: number
}

/** Where a started origin listens, by what software, and the certificate to trust where it speaks TLS. */
export type OriginReady = {
  readonly software: string
  readonly urls: readonly string[]
  readonly certificate: string | null
}

/** What an origin has done since it started; CPU is user and system time. */
export type OriginUsage = {
  readonly cpuMicros: number
  readonly requests: number
  readonly connections: number
}

export type Origin = {
  readonly ready: OriginReady
  readonly usage: () => Promise<OriginUsage>
  readonly stop: () => Promise<void>
}

/** One origin with JSON of about 900 bytes, over plain HTTP and at once: what most is measured with. */
export const SMALL_JSON: OriginSpec = { body: 'small', gzip: false, tls: false, ports: 1, delayMs: 0 }
