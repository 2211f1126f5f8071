import nock from 'nock'
import './packageName.ts'

const unhandled: unknown[] = []
const collect = (reason: unknown): unknown => unhandled.push(reason)

/**
 * Only mocks and this machine answer; a mock that a test set up and did not use fails that test, and so does a rejection
 * that nobody handles.
 */
export const mochaHooks = {
  beforeAll() {
    process.on('unhandledRejection', collect)
    nock.disableNetConnect()
    nock.enableNetConnect(/^(127\.0\.0\.1|localhost|\[?::1\]?)(:|$)/)
  },
  afterEach() {
    const pending = nock.pendingMocks()
    nock.cleanAll()
    const [rejection] = unhandled.splice(0)
    if (rejection !== undefined) throw new Error(`Nobody handled: ${String(rejection)}`)
    if (pending.length > 0) throw new Error(`Mocks that nobody asked for: ${pending.join(', ')}`)
  },
  afterAll() {
    process.off('unhandledRejection', collect)
    nock.restore()
  },
}
