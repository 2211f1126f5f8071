import { readFileSync, writeFileSync } from 'node:fs'
import type { Figures } from '../Scenario.ts'
import { childrenMicros } from './childrenCpu.ts'
import { outputOf } from './runProgram.ts'
import type { Work } from './Work.ts'

/** curl refuses more (curl(1), --parallel-max). */
const MOST_IN_PARALLEL = 300

/** Runs `curl --parallel` over the measured URLs. It fetches, but neither parses nor keeps a body. */
export const measureCurl = async (work: Work): Promise<Figures> => {
  const urls = readFileSync(work.urlsFile, 'utf8').split('\n').slice(work.warmUp)
  const configFile = `${work.urlsFile}.curl`
  writeFileSync(configFile, urls.map((url) => `url=${url}\noutput=/dev/null\n`).join(''))
  const options = [
    ...['--parallel', '--parallel-max', String(Math.min(work.concurrency, MOST_IN_PARALLEL))],
    ...[
      '--max-time',
      String(work.timeoutMs / 1_000),
      '--retry',
      '2',
      '--compressed',
      '--silent',
      '--no-progress-meter',
    ],
    ...['--write-out', '%{http_code}\\n', '--config', configFile],
  ]
  const startedAt = performance.now()
  const output = await outputOf('sh', ['-c', 'curl "$@"; times', 'sh', ...options])
  const wallMs = performance.now() - startedAt
  const right = output.split('\n').filter((line) => line === '200').length
  return { cpuMicros: childrenMicros(output), wallMs, right }
}
