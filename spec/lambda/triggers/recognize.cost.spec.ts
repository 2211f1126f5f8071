import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect } from 'chai'
import { LARGE_EVENTS } from '../../support/largeEvents/largeEvents.ts'

const PROGRAM = join(import.meta.dirname, '../../support/largeEvents/readLargeEvent.ts')

/** What Lambda gives V8 of 512 MB. */
const MEMORY = ['--max-old-space-size=460', '--max-semi-space-size=25']

/** Three times what is allowed of a quiet core: time is measured as CPU, which a busy neighbour still makes dearer. */
const MOST = { cpuMs: 3_000, memoryMb: 300 }

describe('recognize, of 6 MB', () => {
  for (const name of Object.keys(LARGE_EVENTS))
    it(`reads ${name} in time and memory that are in proportion`, async () => {
      const { stdout } = await promisify(execFile)(process.execPath, [...MEMORY, PROGRAM, name])
      const { cpuMs, memoryMb } = JSON.parse(stdout)
      expect(cpuMs).to.be.below(MOST.cpuMs)
      expect(memoryMb).to.be.below(MOST.memoryMb)
    })
})
