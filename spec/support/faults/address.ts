import type { Exchange } from './Exchange.ts'
import type { Run } from './Fault.ts'
import { SECRET } from './secret.ts'
import { type Sites, schemeOf } from './server/sites.ts'

/** The URL of a run: its path tells the server what to do, its query is a secret. */
export const urlOf = ({ id, fault, variant, keepAlive }: Run, sites: Sites): string => {
  const site = fault.site ?? 'http'
  const origin = `${fault.scheme ?? schemeOf(site)}://${fault.host ?? '127.0.0.1'}:${sites[site]}`
  return `${origin}/${keepAlive ? 'keep' : 'close'}/${fault.name}/${variant}/${id}?token=${SECRET}`
}

type Address = Pick<Exchange, 'id' | 'variant' | 'keepAlive' | 'step' | 'path'> & { readonly fault: string }

/** The run that a request's target names. */
export const parsePath = (target: string): Address | undefined => {
  const [, path = '', mode, fault, variant, id, step = ''] =
    /^(\/(keep|close)\/([\w-]+)\/(\d+)\/([\w-]+))(?:\/([^?#]*))?(?:[?#].*)?$/.exec(target) ?? []
  return fault === undefined || id === undefined
    ? undefined
    : { path, fault, variant: Number(variant), id, step, keepAlive: mode === 'keep' }
}
