import { collectBatch, createTraffic } from 'rx-fanout'
import { createHandler } from 'rx-fanout/lambda'

/** Function instances do not know of each other: each gets its part of what all may send to one origin. */
export const handlerOf = (instances: number, env = process.env) =>
  createHandler({ env: { ...env, RX_FANOUT_RATE: `${Math.floor(600 / instances)}/m` } })

const traffic = createTraffic()

/** Within one process, all calls share what was sent and what servers asked for. */
export const fetchAll = (urls: readonly string[]) => collectBatch(urls, { rate: '600/m', traffic })
