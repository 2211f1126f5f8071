// The process of one contestant: warms up, does the measured work for each line of its input, prints what it used as JSON.
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Client } from '../clients/Client.ts'
import { meter } from './meter.ts'
import type { Work } from './Work.ts'

const [name = '', json = ''] = process.argv.slice(2)
const work = JSON.parse(json) as Work
const clients = (await import(`../clients/${name}.ts`)) as Readonly<Record<string, Client>>
const fetchAll = clients[name]?.(work)
if (fetchAll === undefined) throw new Error(`clients/${name}.ts does not export ${name}`)

const urls = readFileSync(work.urlsFile, 'utf8').split('\n')
const warmUp = urls.slice(0, work.warmUp)
const measured = urls.slice(work.warmUp)
for (let from = 0; from < warmUp.length; from += work.requests) await fetchAll(warmUp.slice(from, from + work.requests))

for await (const _ of createInterface({ input: process.stdin })) {
  await fetchAll(measured) // Not counted: while others had their turn, connections were closed and the heap shrank.
  const { done: right, used } = await meter(() => fetchAll(measured))
  console.log(JSON.stringify({ ...used, right }))
}
process.exit() // Keep-alive sockets and agents would hold the process.
