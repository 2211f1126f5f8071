import { expect } from 'chai'
import { nearestName } from '../../src/domain/nearestName.ts'
import { POLICY_FIELDS } from '../../src/domain/policyFromStrings.ts'

const NAMES = ['url', 'id', 'method', 'headers', 'body', ...POLICY_FIELDS]

describe('nearestName', () => {
  const table: ReadonlyArray<[meant: string, name: string | undefined]> = [
    ['concurency', 'concurrency'],
    ['Concurrency', 'concurrency'],
    ['timeout', 'timeoutMs'],
    ['timeout_ms', 'timeoutMs'],
    ['timeOut', 'timeoutMs'],
    ['total-timeout', 'totalTimeoutMs'],
    ['maxBody', 'maxBodyBytes'],
    ['retires', 'retries'],
    ['retry', undefined],
    ['retrys', 'retries'],
    ['header', 'headers'],
    ['mehtod', 'method'],
    ['uri', 'url'],
    ['data', undefined],
    ['Authorization', undefined],
    ['', undefined],
    ['__proto__', undefined],
    ['concurrency'.repeat(1_000), undefined],
  ]
  for (const [meant, name] of table)
    it(`takes ${JSON.stringify(meant.slice(0, 40))} for ${name ?? 'nothing'}`, () => {
      expect(nearestName(meant, NAMES)).to.equal(name)
    })
})
