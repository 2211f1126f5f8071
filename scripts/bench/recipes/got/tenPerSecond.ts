import { setTimeout } from 'node:timers/promises'
import got from 'got'
import pMap from 'p-map'

export async function tenPerSecond(urls: readonly string[]) {
  const nextMs = new Map<string, number>()
  const fetchOne = async (url: string) => {
    const { host } = new URL(url)
    const startMs = Math.max(nextMs.get(host) ?? 0, performance.now())
    nextMs.set(host, startMs + 100)
    await setTimeout(startMs - performance.now())
    return got(url)
      .json()
      .then((body) => ({ url, body }))
      .catch((error: Error) => ({ url, error: error.message }))
  }
  return pMap(urls, fetchOne, { concurrency: 20 })
}
