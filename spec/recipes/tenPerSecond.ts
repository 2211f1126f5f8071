import { collectBatch } from 'rx-fanout'

export const tenPerSecond = (urls: readonly string[]) => collectBatch(urls, { rate: '10/s' })
