import { expect } from 'chai'
import { lastValueFrom, type Observable, of } from 'rxjs'
import type { Attempt } from '../../../src/domain/Attempt.ts'
import { watchTransport } from '../../../src/lambda/seeing/watchTransport.ts'
import type { Transport } from '../../../src/transport/Transport.ts'

const ATTEMPT: Attempt = {
  url: 'https://a.example/',
  method: 'GET',
  headers: { accept: 'text/plain', traceparent: 'own' },
  body: null,
  maxBodyBytes: 10,
  maxRedirects: 0,
}
const RESPONSE = { status: 200, headers: {}, body: new Uint8Array(3), url: ATTEMPT.url }
const HEADERS = { 'x-amzn-trace-id': 'Root=1', traceparent: 'ours' }
const TRACED = { 'x-amzn-trace-id': 'Root=1', traceparent: 'own', accept: 'text/plain' }

describe('watchTransport', () => {
  for (const headers of [{}, HEADERS])
    for (const reads of [false, true])
      it(`sees responses ${reads ? 'that are read at once' : ''} with ${Object.keys(headers).length} headers more`, async () => {
        const sent: Attempt[] = []
        const send: Transport = (attempt) => {
          sent.push(attempt)
          return of(RESPONSE)
        }
        const sendAndRead: Transport['sendAndRead'] = (attempt, read) => {
          sent.push(attempt)
          return of(read(RESPONSE))
        }
        const seen: unknown[] = []
        const transport = reads ? Object.assign(send, { sendAndRead, maxSockets: 7 }) : send
        const watched = watchTransport(transport, headers, (response) => seen.push(response))
        expect([watched.sendAndRead !== undefined, watched.maxSockets]).to.deep.equal([reads, reads ? 7 : undefined])
        const result$: Observable<unknown> = watched.sendAndRead?.(ATTEMPT, ({ status }) => status) ?? watched(ATTEMPT)
        expect(await lastValueFrom(result$)).to.equal(reads ? 200 : RESPONSE)
        expect(seen).to.deep.equal([RESPONSE])
        expect(sent.map((attempt) => attempt.headers)).to.deep.equal([headers === HEADERS ? TRACED : ATTEMPT.headers])
      })
})
