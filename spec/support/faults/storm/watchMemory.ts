import { quantile } from './quantile.ts'

const EVERY_MS = 50
const BYTES_PER_MB = 1_048_576

export type MemoryWatch = {
  /** Ends watching; the median resident set of the first and of the last quarter of the time, in MB. */
  readonly stop: () => { readonly firstMb: number; readonly lastMb: number }
}

/** Samples the resident set of this process. */
export function watchMemory(): MemoryWatch {
  const samplesMb: number[] = []
  const timer = setInterval(() => samplesMb.push(process.memoryUsage.rss() / BYTES_PER_MB), EVERY_MS)
  return {
    stop: () => {
      clearInterval(timer)
      const quarter = Math.ceil(samplesMb.length / 4)
      return {
        firstMb: quantile(samplesMb.slice(0, quarter), 0.5),
        lastMb: quantile(samplesMb.slice(-quarter), 0.5),
      }
    },
  }
}
