/** Reads the event named by the argument and prints what that took: its trigger, CPU in ms, and memory in MB. */
import { recognize } from '../../../src/lambda/triggers/recognize.ts'
import { LARGE_EVENTS } from './largeEvents.ts'

const MB = 1_048_576
const event: unknown = JSON.parse(LARGE_EVENTS[process.argv[2] ?? '']?.() ?? '')
const { rss } = process.memoryUsage()
const before = process.cpuUsage()
const { kind } = recognize(event)
const { user, system } = process.cpuUsage(before)
const memoryMb = Math.ceil(Math.max(0, process.resourceUsage().maxRSS * 1_024 - rss) / MB)
console.log(JSON.stringify({ kind, cpuMs: Math.ceil((user + system) / 1_000), memoryMb }))
