import { answer, type Behaviour, endAfter, resetAfter } from '../behaviours.ts'
import type { Exchange } from '../Exchange.ts'
import { either, failure, success } from '../expected.ts'
import type { Fault } from '../Fault.ts'
import { JSON_TYPE } from '../wire.ts'

const OK = answer('200 OK', [JSON_TYPE], '{"ok":true}')
const ok = success({ ok: true })
/** Some of the time between two requests on one connection. */
const SOON_MS = 3

/** Answers the first request of a connection, and fails every later one. */
const onlyOnce =
  (fail: Behaviour): Behaviour =>
  (exchange) =>
    (exchange.place === 1 ? OK : fail)(exchange)

const thenLater =
  (act: (exchange: Exchange) => void, ms: number, ...fields: readonly string[]): Behaviour =>
  (exchange) => {
    answer('200 OK', [JSON_TYPE, ...fields], '{"ok":true}')(exchange)
    if (ms === 0) act(exchange)
    else setTimeout(() => exchange.isLatest() && act(exchange), ms)
  }

const countAsked: Behaviour = (exchange) => answer('200 OK', [JSON_TYPE], `{"asked":${exchange.asked}}`)(exchange)

const end = ({ socket }: Exchange): void => {
  socket.end()
}
const reset = ({ socket }: Exchange): void => {
  socket.resetAndDestroy()
}

const saySurplus = ({ socket }: Exchange): void => {
  socket.write('HTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\n"stray"')
}

/** Connections that die between two requests: a request that can be repeated must not notice. */
export const reuseFaults: readonly Fault[] = [
  { name: 'reuse-ended', serve: onlyOnce(endAfter()), expected: ok },
  { name: 'reuse-reset', serve: onlyOnce(resetAfter()), expected: ok },
  {
    // What may not be sent twice by itself fails where it meets a server that serves one request and says nothing.
    name: 'reuse-ended-of-put',
    serve: onlyOnce(endAfter()),
    request: { method: 'PUT', body: 'once' },
    expected: either(ok, failure('socket')),
  },
  {
    name: 'reuse-ended-within-the-head',
    serve: onlyOnce(endAfter('HTTP/1.1 2')),
    expected: either(ok, failure('socket')),
  },
  {
    // A request that must not be repeated may fail, but may never be served a second time.
    name: 'reuse-ended-of-post',
    serve: (exchange) => (exchange.place === 1 || exchange.asked > 1 ? countAsked : endAfter())(exchange),
    request: { method: 'POST', body: 'once' },
    expected: either(success({ asked: 1 }), failure('socket')),
  },
  { name: 'idle-ended-at-once', serve: thenLater(end, 0), expected: ok },
  { name: 'idle-ended-soon', serve: thenLater(end, SOON_MS), expected: ok },
  { name: 'idle-reset-soon', serve: thenLater(reset, SOON_MS), expected: ok },
  ...['POST', 'PUT', 'DELETE'].flatMap((method): Fault[] => [
    {
      name: `idle-ended-at-once-of-${method.toLowerCase()}`,
      host: 'hasty.test',
      serve: thenLater(end, 0),
      request: { method },
      expected: ok,
    },
    {
      name: `idle-ended-soon-of-${method.toLowerCase()}`,
      host: 'hasty.test',
      serve: thenLater(end, SOON_MS),
      request: { method },
      expected: ok,
    },
  ]),
  { name: 'idle-surplus-at-once', host: 'hasty.test', serve: thenLater(saySurplus, 0), expected: ok },
  { name: 'idle-surplus-soon', host: 'hasty.test', serve: thenLater(saySurplus, SOON_MS), expected: ok },
  { name: 'idle-ended-against-its-promise', serve: thenLater(end, SOON_MS, 'keep-alive: timeout=600'), expected: ok },
  { name: 'idle-promised-for-no-time', serve: thenLater(end, SOON_MS, 'keep-alive: timeout=0'), expected: ok },
  {
    name: 'idle-promised-for-ages',
    serve: answer('200 OK', [JSON_TYPE, 'keep-alive: timeout=99999999999999999999, max=-1'], '{"ok":true}'),
    expected: ok,
  },
]
