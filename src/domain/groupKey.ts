import { originOf } from './originOf.ts'

/** Before the name of a group, so that none can be taken for an origin. */
const NAMED = 'group '

/** What the requests have in common whose traffic is governed together: the `group` that they name, or their origin. Never throws. */
export const groupKey = (request: unknown): string => {
  if (typeof request === 'string') return originOf(request)
  try {
    const { group } = Object(request) as { group?: unknown }
    return typeof group === 'string' ? NAMED + group : originOf(request)
  } catch {
    return '' // an object that throws when it is read
  }
}

/** The name of a group for people, by its key. */
export const groupName = (key: string): string => (key.startsWith(NAMED) ? key.slice(NAMED.length) : key)
