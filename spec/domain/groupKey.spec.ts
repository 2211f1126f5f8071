import { expect } from 'chai'
import { groupKey } from '../../src/domain/groupKey.ts'

const THROWING = {
  get group(): string {
    throw new Error('unreadable')
  },
}

describe('groupKey', () => {
  const rows: ReadonlyArray<[name: string, request: unknown, key: string]> = [
    ['the origin of a URL', 'https://a.example:8443/x?y', 'https://a.example:8443'],
    ['the origin of a URL object', new URL('https://a.example/x'), 'https://a.example'],
    ['the origin of a request', { url: 'https://a.example/x' }, 'https://a.example'],
    ['the group that a request names', { url: 'https://a.example/x', group: 'tenant 7' }, 'group tenant 7'],
    ['no origin for a group with its name', { url: 'x', group: 'https://a.example' }, 'group https://a.example'],
    ['the origin where the group is no name', { url: 'https://a.example/x', group: 7 }, 'https://a.example'],
    ['nothing of what is no URL', 'no URL', ''],
    ['nothing of what throws', THROWING, ''],
    ['nothing of nothing', undefined, ''],
  ]
  for (const [name, request, key] of rows)
    it(`is ${name}`, () => {
      expect(groupKey(request)).to.equal(key)
    })
})
