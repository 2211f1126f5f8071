import { pathToFileURL } from 'node:url'
import { ROOT } from '../folders.ts'

/** Bundles the function of a checkout, as `npm run build` does, and gives the bundle. */
export const buildBundle = async (checkout: string = ROOT): Promise<string> => {
  const bundler: typeof import('../../bundleLambda.ts') = await import(
    pathToFileURL(`${checkout}scripts/bundleLambda.ts`).href
  )
  const file = `${checkout}dist/lambda/index.mjs`
  await bundler.bundleLambda(file)
  return file
}
