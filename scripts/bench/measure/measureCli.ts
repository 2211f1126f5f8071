import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { json, text } from 'node:stream/consumers'
import { BENCH, ROOT } from '../folders.ts'
import type { Figures } from '../Scenario.ts'
import { spawnTied } from './spawnTied.ts'
import type { Work } from './Work.ts'

const NEWLINE = 10

const countLines = (chunk: Buffer): number => {
  let lines = 0
  for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, at + 1)) lines += 1
  return lines
}

/** Runs the command line over the whole file of URLs; what it used up to the last line of the warm-up is taken off. */
export const measureCli = async (work: Work): Promise<Figures> => {
  const meter = ['--import', `${BENCH}measure/cliMeter.ts`]
  const policy = ['--concurrency', String(work.concurrency), '--timeout-ms', String(work.timeoutMs)]
  const child = spawnTied(
    process.execPath,
    [...meter, `${ROOT}dist/cli/rx-fanout.cjs`, '--input', work.urlsFile, ...policy],
    {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc', 'pipe'],
    },
  )
  const closed = once(child, 'close')
  const report = json(child.stdio[4] as Readable)
  const complaints = text(child.stderr as Readable)
  let warmUpMicros = Number.NaN
  child.once('message', (micros) => {
    warmUpMicros = Number(micros)
  })

  const watch = async (): Promise<{ readonly lines: number; readonly startedAt: number }> => {
    let startedAt = Number.NaN
    let lines = 0
    for await (const chunk of child.stdout as Readable) {
      lines += countLines(chunk)
      if (lines < work.warmUp || !Number.isNaN(startedAt)) continue
      startedAt = performance.now()
      child.send('usage')
    }
    return { lines, startedAt }
  }

  const [{ lines, startedAt }, totals, [code]] = await Promise.all([watch(), report, closed])
  const wallMs = performance.now() - startedAt
  if (code !== 0) throw new Error(`the command line ended with ${code}: ${await complaints}`)
  const { cpuMicros, peakRssBytes } = totals as { readonly cpuMicros: number; readonly peakRssBytes: number }
  return { cpuMicros: cpuMicros - warmUpMicros, wallMs, right: lines - work.warmUp, peakRssBytes }
}
