import { expect } from 'chai'
import type { ResponseHeaders } from '../../../src/domain/ResponseHeaders.ts'
import { type Quota, readQuota } from '../../../src/domain/words/readQuota.ts'

const NOW_MS = 1_800_000_000_000

const quota = (remaining: number, resetMs?: number): Quota => ({ remaining, resetMs })

describe('readQuota', () => {
  const told: ReadonlyArray<[headers: ResponseHeaders, quota: Quota | undefined, status?: number]> = [
    [{ ratelimit: '"default";r=50;t=30' }, quota(50, 30_000)],
    [{ ratelimit: '"default";r=0;t=30' }, quota(0, 30_000)],
    [{ ratelimit: '"default";r=50' }, quota(50)],
    [{ ratelimit: '"burst";r=9;t=1, "daily";r=3;t=600' }, quota(3, 600_000)],
    [{ ratelimit: '"burst";r=3;t=1, "daily";r=3;t=600' }, quota(3, 600_000)],
    [{ ratelimit: '"a";r=5;t=10, "b";r=3' }, quota(5, 10_000)],
    [{ ratelimit: '"a";r=5;t=10, "b";r=0' }, quota(5, 10_000)],
    [{ ratelimit: '"a";r=5;t=10, "b";r=0' }, quota(0), 403],
    [{ ratelimit: '"a";r=5, "b";r=3' }, quota(3)],
    [{ ratelimit: '"default";t=30' }, undefined],
    [{ ratelimit: '"default";r=-1;t=30' }, undefined],
    [{ ratelimit: '"default";r=1.5;t=30' }, undefined],
    [{ ratelimit: '"default";r=1;t=1.5' }, undefined],
    [{ ratelimit: '"default";r="1";t=30' }, undefined],
    [{ ratelimit: 'default;r=50;t=30' }, undefined],
    [{ ratelimit: '"a";r=1;t=30, "b"' }, undefined],
    [{ ratelimit: '"a";r=1;t=30,' }, undefined],
    [{ ratelimit: '"a";r=50;t=30;pk=:dXNlcg==:' }, undefined],
    [{ ratelimit: '"a";r=0;t=30;pk=:dXNlcg==:' }, quota(0, 30_000), 429],
    [{ ratelimit: '"a";r=0;t=30;pk=:dXNlcg==:' }, quota(0, 30_000), 403],
    [{ ratelimit: '"a";r=1;t=30', 'ratelimit-policy': '"a";q=100;qu="content-bytes"' }, undefined],
    [
      { ratelimit: '"a";r=1;t=30, "b";r=5;t=9', 'ratelimit-policy': '"a";q=9;qu="concurrent-requests"' },
      quota(5, 9_000),
    ],
    [{ ratelimit: '"a";r=1;t=30', 'ratelimit-policy': '"a";q=100;w=60;qu="requests"' }, quota(1, 30_000)],
    [{ ratelimit: '"a";r=1;t=30', 'ratelimit-policy': 'nonsense,' }, quota(1, 30_000)],
    [{ ratelimit: '"a";r=1;t=30', age: '5' }, undefined],
    [{ ratelimit: '"a";r=1;t=30', age: '5, 5' }, undefined],
    [{ ratelimit: '"a";r=1;t=30', age: '0' }, quota(1, 30_000)],
    [{ ratelimit: 'limit=100, remaining=95, reset=30' }, quota(95, 30_000)],
    [{ ratelimit: 'limit=100, remaining=95' }, quota(95)],
    [{ ratelimit: 'limit=100, reset=30' }, undefined],
    [{ ratelimit: 'remaining=95, reset=soon' }, undefined],
    [{ 'ratelimit-limit': '100, 100;w=60', 'ratelimit-remaining': '7', 'ratelimit-reset': '12' }, quota(7, 12_000)],
    [{ 'x-ratelimit-remaining': '7', 'x-ratelimit-reset': '12' }, quota(7, 12_000)],
    [{ 'x-ratelimit-remaining': '7', 'x-ratelimit-reset': '0.25' }, quota(7, 250)],
    [{ 'x-ratelimit-remaining': '7', 'x-ratelimit-reset': `${NOW_MS / 1_000 + 90}` }, quota(7, 90_000)],
    [{ 'x-ratelimit-remaining': '7', 'x-ratelimit-reset': `${NOW_MS + 1_500}` }, quota(7, 1_500)],
    [{ 'x-ratelimit-remaining': '7', 'x-ratelimit-reset': `${NOW_MS / 1_000 - 90}` }, quota(7, 0)],
    [{ 'x-rate-limit-remaining': '7', 'x-rate-limit-reset': '12' }, quota(7, 12_000)],
    [{ 'x-ratelimit-remaining': '7, 3', 'x-ratelimit-reset': '12, 90' }, quota(3, 90_000)],
    [{ 'x-ratelimit-remaining': '7, 3', 'x-ratelimit-reset': '12' }, quota(3, 12_000)],
    [{ 'x-ratelimit-remaining': '7, 3, 1', 'x-ratelimit-reset': '12, 90' }, undefined],
    [{ 'x-ratelimit-remaining': '7' }, quota(7)],
    [{ 'x-ratelimit-remaining': '7', 'x-ratelimit-reset': '2027-01-15T08:00:00Z' }, undefined],
    [{ 'x-ratelimit-remaining': 'many', 'x-ratelimit-reset': '12' }, undefined],
    [{ 'x-ratelimit-remaining': '-1', 'x-ratelimit-reset': '12' }, undefined],
    [{ 'x-ratelimit-remaining': '', 'x-ratelimit-reset': '12' }, undefined],
    [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '12', 'x-ratelimit-resource': 'search' }, undefined],
    [
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '12', 'x-ratelimit-resource': 'core' },
      quota(0, 12_000),
      403,
    ],
    [
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '12', 'x-ratelimit-resource': 'core' },
      quota(0, 12_000),
      429,
    ],
    [{ ratelimit: '"a";r=5;t=9', 'x-ratelimit-remaining': '2', 'x-ratelimit-reset': '12' }, quota(2, 12_000)],
    [{ 'x-ratelimit-limit': '100' }, undefined],
    [{}, undefined],
  ]
  for (const [headers, expected, status = 200] of told)
    it(`reads ${JSON.stringify(headers)} of a ${status}`, () => {
      expect(readQuota(status, headers, () => NOW_MS)).to.deep.equal(expected)
    })
})
