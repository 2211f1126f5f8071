import { expect } from 'chai'
import { EMPTY, finalize, merge, Observable, of } from 'rxjs'
import { collectBatch } from '../../src/collectBatch.ts'
import { createTransport, type Interceptor, interceptTransport } from '../../src/transport/createTransport.ts'
import type { Transport } from '../../src/transport/Transport.ts'
import { closeAfterEach } from '../support/closeAfterEach.ts'
import { answer, fakeTransport } from '../support/fakeTransport.ts'
import { useRealSockets } from '../support/realSockets.ts'
import { serve } from '../support/serve.ts'

const A = 'https://a.example/'

/** With the short cut and without. */
const transports = () => {
  const slow = fakeTransport(({ headers }) => of(answer(200, { signed: headers.signature ?? null })))
  const fast: Transport = Object.assign((attempt: Parameters<Transport>[0]) => slow(attempt), {
    sendAndRead: ((attempt, read) =>
      new Observable((subscriber) =>
        slow(attempt).subscribe({
          next: (response) => {
            subscriber.next(read(response) as never)
            subscriber.complete()
          },
          error: (error) => subscriber.error(error),
        }),
      )) as NonNullable<Transport['sendAndRead']>,
  })
  return { slow, fast }
}

describe('interceptTransport', () => {
  useRealSockets()
  const closing = closeAfterEach()

  for (const name of ['slow', 'fast'] as const) {
    const fetch = async (interceptor: Interceptor) => {
      const transport = interceptTransport(transports()[name], interceptor)
      const [result] = await collectBatch([A], { transport, retries: 0 })
      return result?.outcome === 'success' ? result.body : result?.error
    }

    describe(`of a ${name} transport`, () => {
      it('changes attempts', async () => {
        const body = await fetch((attempt, next) => next({ ...attempt, headers: { signature: 'x' } }))
        expect(body).to.deep.equal({ signed: 'x' })
      })

      it('sees and changes responses', async () => {
        const body = new TextEncoder().encode('"changed"')
        expect(await fetch((attempt, next) => next(attempt, (response) => ({ ...response, body })))).to.equal('changed')
      })

      it('knows when an attempt is over', async () => {
        const log: string[] = []
        await fetch((attempt, next) => {
          log.push('begin')
          return next(attempt, (response) => {
            log.push(`status ${response.status}`)
            return response
          }).pipe(finalize(() => log.push('end')))
        })
        expect(log).to.deep.equal(['begin', 'status 200', 'end'])
      })

      it('gives one result whatever it emits, or throws', async () => {
        expect(await fetch((attempt, next) => merge(next(attempt), next(attempt)))).to.deep.equal({ signed: null })
        expect(await fetch(() => EMPTY)).to.have.property('kind', 'unexpected')
        const thrower: Interceptor = () => {
          throw new RangeError('secret')
        }
        expect(await fetch(thrower)).to.include({ kind: 'unexpected', message: 'Unexpected error (RangeError)' })
      })
    })
  }

  it('keeps the short cut, what the transport can, and how it is closed; interceptors can be stacked', async () => {
    const { origin } = closing(await serve((request, response) => response.end(String(request.headers.trail))))
    const transport = createTransport()
    const leave =
      (mark: string): Interceptor =>
      (attempt, next) =>
        next({ ...attempt, headers: { ...attempt.headers, trail: `${attempt.headers.trail ?? ''}${mark}` } })
    const stacked = closing(interceptTransport(interceptTransport(transport, leave('b')), leave('a')))
    expect(stacked.maxSockets).to.equal(transport.maxSockets)
    expect(stacked.sendAndRead).to.be.a('function').and.not.equal(transport.sendAndRead)
    const [result] = await collectBatch([origin], { transport: stacked })
    expect(result).to.have.property('body', 'ab')
    await stacked.close()
    const [closed] = await collectBatch([origin], { transport, retries: 0 })
    expect(closed).to.have.nested.property('error.kind', 'aborted')
  })
})
