import { lastValueFrom } from 'rxjs'
import type { Attempt } from '../../src/domain/Attempt.ts'
import type { FetchError } from '../../src/domain/FetchError.ts'
import type { FetchResponse } from '../../src/domain/FetchResponse.ts'
import type { Transport } from '../../src/transport/Transport.ts'

/** A GET without headers, unless told otherwise. */
export const attemptAt = (url: string, own: Partial<Attempt> = {}): Attempt => ({
  url,
  method: 'GET',
  headers: {},
  body: null,
  maxBodyBytes: 1_048_576,
  maxRedirects: 5,
  ...own,
})

/** Makes one attempt and resolves to its response. */
export const send = (transport: Transport, url: string, own?: Partial<Attempt>): Promise<FetchResponse> =>
  lastValueFrom(transport(attemptAt(url, own)))

/** Makes one attempt that must fail, and resolves to why. */
export const sendInVain = (transport: Transport, url: string, own?: Partial<Attempt>): Promise<FetchError> =>
  send(transport, url, own).then(
    ({ status }) => {
      throw new Error(`There was a response, with status ${status}`)
    },
    (error) => error,
  )

/** The body of a response as text. */
export const textOf = ({ body }: FetchResponse): string => new TextDecoder().decode(body)
