import { expect } from 'chai'
import type { FetchBatch } from '../../src/domain/FetchBatch.ts'
import { DEFAULT_POLICY, type FetchPolicy } from '../../src/domain/FetchPolicy.ts'
import { POLICY_FIELDS } from '../../src/domain/policyFromStrings.ts'
import { combineBatches } from '../../src/lambda/combineBatches.ts'

const batch = (results?: 'body' | 'full'): FetchBatch => (results === undefined ? { urls: [] } : { urls: [], results })

describe('combineBatches', () => {
  const wholes: ReadonlyArray<[name: string, policies: ReadonlyArray<FetchPolicy | undefined>, combined: FetchPolicy]> =
    [
      ['nothing where none says anything', [undefined, {}], {}],
      ['what one says where the others leave it open', [{ concurrency: 5 }, undefined], { concurrency: 5 }],
      [
        'the least',
        [
          { concurrency: 5, perOrigin: 1 },
          { concurrency: 7, perOrigin: 2 },
        ],
        { concurrency: 5, perOrigin: 1 },
      ],
      ['the soonest deadline', [{ deadlineMs: 900 }, {}, { deadlineMs: 800 }], { deadlineMs: 800 }],
      ['every rate once', [{ rate: '9/s' }, {}, { rate: ['9/s', '5/m'] }], { rate: ['9/s', '5/m'] }],
      ['all of several rates', [{ rate: '9/s' }, { rate: '5/m' }], { rate: ['9/s', '5/m'] }],
      ['the least budget', [{ retryBudget: 0.5 }, { retryBudget: 0 }], { retryBudget: 0 }],
      ['a cooldown that one asks for', [{ cooldown: false }, { cooldown: true }], { cooldown: true }],
      ['a cooldown that one leaves open', [{ cooldown: false }, {}], {}],
      ['no cooldown where none wants it', [{ cooldown: false }, { cooldown: false }], { cooldown: false }],
      ['adaptation where one asks for it', [{ adaptive: true }, {}], { adaptive: true }],
      ['nothing of what goes with the requests', [{ retries: 1, parse: 'text' }, {}], {}],
    ]
  for (const [name, policies, combined] of wholes)
    it(`keeps for all ${name}`, () => {
      const batches = policies.map((policy): FetchBatch => (policy === undefined ? { urls: [] } : { urls: [], policy }))
      expect(combineBatches(batches).policy).to.deep.equal(combined)
    })

  it('loses no field of a policy: it holds for all, or goes with the requests', () => {
    const policy: Required<FetchPolicy> = {
      ...DEFAULT_POLICY,
      perOrigin: 3,
      deadlineMs: 1_000,
      rate: '9/s',
      hedgeAfterMs: 'p95',
    }
    const { urls, policy: whole } = combineBatches([{ urls: [{ url: 'https://a.example/', retries: 7 }], policy }])
    const [request] = urls
    expect({ ...Object(request), ...whole }).to.deep.equal({ url: 'https://a.example/', ...policy, retries: 7 })
    expect(policy).to.have.all.keys(POLICY_FIELDS as string[])
  })

  const table: ReadonlyArray<[name: string, batches: readonly FetchBatch[], results: FetchBatch['results']]> = [
    ['where all batches do', [batch('full'), batch('full')], 'full'],
    ['not where one does not', [batch('full'), batch('body')], undefined],
    ['not where one says nothing', [batch('full'), batch()], undefined],
    ['not where there is none', [], undefined],
  ]
  for (const [name, batches, results] of table)
    it(`asks for whole results ${name}`, () => {
      expect(combineBatches(batches).results).to.equal(results)
    })
})
