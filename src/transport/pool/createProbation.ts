import { idleMs } from './openConnection.ts'
import type { Asker, Connection, Site } from './Site.ts'
import { PROOF_MS } from './Trust.ts'

/** Those who wait until it is known whether the idle connections of their origin may be used. */
export type Probation = {
  /** Has the asker wait until the connection that is idle for longest has proven its server, or is used or gone. */
  doubt(site: Site, first: Connection, asker: Asker): void
  /** Nobody waits any longer: what is known by now has to do. */
  settle(site: Site): void
}

/** `serve` gets each asker whose waiting is over. */
export function createProbation(serve: (site: Site, asker: Asker) => void): Probation {
  const watch = (site: Site, first: Connection): void => {
    site.probation = setTimeout(
      () => {
        site.probation = setImmediate(() => judge(site, first)) // after a turn: what came while the process was busy is read first
      },
      Math.max(1, Math.ceil(PROOF_MS - idleMs(first))),
    )
  }

  const judge = (site: Site, first: Connection): void => {
    if (site.idle[0] === first && idleMs(first) < PROOF_MS) {
      watch(site, first) // timers fire early
      return
    }
    if (site.idle[0] === first) site.trust = 'proven'
    settle(site)
  }

  const settle = (site: Site): void => {
    clearTimeout(site.probation as NodeJS.Timeout)
    clearImmediate(site.probation as NodeJS.Immediate)
    site.probation = undefined
    const askers = [...site.doubtful]
    site.doubtful.clear()
    for (const asker of askers) serve(site, asker)
  }

  return {
    doubt(site, first, asker) {
      site.doubtful.add(asker)
      if (site.probation === undefined) watch(site, first)
    },
    settle,
  }
}
