import nock from 'nock'

/** Call in a `describe`: its tests use the network of this machine without nock in between, which wraps every socket. */
export function useRealSockets(): void {
  before(() => nock.restore())
  after(() => {
    if (!nock.isActive()) nock.activate()
  })
}
