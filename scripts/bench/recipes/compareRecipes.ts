import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { BENCH, ROOT } from '../folders.ts'
import { installPeers } from '../install/installPeers.ts'
import { toMarkdown } from '../report/Table.ts'
import { answer } from './answer.ts'
import { linesOf } from './linesOf.ts'

/** Compares four programs, each as a recipe and with p-map and got, in lines and in the time of fresh processes. */
const README = `${ROOT}spec/recipes/README.md`
const ROUNDS = 3
const LIMIT_MS = 60_000
const PROGRAMS = ['enrichIds', 'tenPerSecond', 'nextLinks', 'nockTest.spec']
const FOLDERS = [`${ROOT}spec/recipes/`, `${BENCH}recipes/got/`]

type Figures = { readonly cpuMs: number; readonly wallMs: number; readonly right: number }

const runOnce = async (folder: string, program: string): Promise<Figures> => {
  const server = createServer(answer()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const args = [`${folder}${program}.ts`, program, origin]
  const child = fork(`${BENCH}recipes/runRecipe.ts`, args, {
    timeout: LIMIT_MS,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const said = once(child, 'message', { signal: AbortSignal.timeout(LIMIT_MS) })
  const ended = once(child, 'exit')
  try {
    const [figures] = await Promise.race([said, ended]) // who fails ends without a word
    await ended
    if (typeof figures?.cpuMs !== 'number') throw new Error(`${args[0]} failed`)
    return figures
  } finally {
    said.catch(() => {})
    child.kill()
    server.close()
    server.closeAllConnections()
  }
}

const medianOf = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

const rowsOf = async (program: string): Promise<string[][]> => {
  const figures: Figures[][] = FOLDERS.map(() => [])
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [place, folder] of FOLDERS.entries()) figures[place]?.push(await runOnce(folder, program))
  return FOLDERS.map((folder, place) => [
    `${program.replace('.spec', '')}, ${place === 0 ? 'rx-fanout' : 'p-map + got'}`,
    String(linesOf(`${folder}${program}.ts`)),
    medianOf(figures[place]?.map(({ cpuMs }) => cpuMs) ?? []).toFixed(0),
    (medianOf(figures[place]?.map(({ wallMs }) => wallMs) ?? []) / 1_000).toFixed(1),
    medianOf(figures[place]?.map(({ right }) => right) ?? []).toLocaleString('en'),
  ])
}

if (installPeers()) {
  const rows: string[][] = []
  for (const program of PROGRAMS) rows.push(...(await rowsOf(program)))
  const table = toMarkdown({ headings: ['program', 'lines', 'CPU ms', 'seconds', 'right'], rows })
  process.stdout.write(`${table}\n`)
  if (process.argv.includes('--readme')) {
    const marked = /(?<=<!-- compared:start -->\n\n).*?(?=\n\n<!-- compared:end -->)/s
    writeFileSync(README, readFileSync(README, 'utf8').replace(marked, table))
  }
}
