import { execFile } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect } from 'chai'
import { atOnce } from '../../support/atOnce.ts'
import { LARGE_EVENTS } from '../../support/largeEvents/largeEvents.ts'

const PROGRAM = join(import.meta.dirname, '../../support/largeEvents/readLargeEvent.ts')

/** What Lambda gives V8 of 512 MB. */
const MEMORY = ['--max-old-space-size=460', '--max-semi-space-size=25']

/** Three times what is allowed of a quiet core: time is measured as CPU, which a busy neighbour still makes dearer. */
const MOST = { cpuMs: 3_000, memoryMb: 300 }

describe('recognize, of 6 MB', () => {
  const names = Object.keys(LARGE_EVENTS)
  const costOf = atOnce(
    names,
    async (name) => {
      const { stdout } = await promisify(execFile)(process.execPath, [...MEMORY, PROGRAM, name])
      return JSON.parse(stdout) as { cpuMs: number; memoryMb: number }
    },
    availableParallelism(),
  )

  for (const name of names)
    it(`reads ${name} in time and memory that are in proportion`, async () => {
      const { cpuMs, memoryMb } = await costOf(name)
      expect(cpuMs).to.be.below(MOST.cpuMs)
      expect(memoryMb).to.be.below(MOST.memoryMb)
    })
})
