import { execFileSync } from 'node:child_process'
import { ROOT } from '../folders.ts'

/** Builds the library of a checkout, as `npm run build` does, into its `dist/lib/`, and gives that folder. */
export const buildLibrary = (checkout: string = ROOT): string => {
  const compiler = `${checkout}node_modules/typescript/bin/tsc`
  execFileSync(process.execPath, [compiler, '-p', `${checkout}scripts/tsconfig.lib.json`], { stdio: ['ignore', 2, 2] })
  return `${checkout}dist/lib/`
}
