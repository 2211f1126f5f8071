import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { zipSync } from 'fflate'
import { bundleCli } from './bundleCli.ts'
import { bundleLambda } from './bundleLambda.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const dist = `${root}dist`
/** The earliest date that a zip can hold: the same sources give the same archive. */
const ZIP_EPOCH = '1980-01-02'

const kilobytes = (bytes: Uint8Array): string => `${(bytes.byteLength / 1000).toFixed(1)} kB`

rmSync(dist, { recursive: true, force: true })

execFileSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, '-p', `${root}scripts/tsconfig.lib.json`], {
  stdio: 'inherit',
})
console.log('dist/lib          the library, with types')

await bundleCli(`${dist}/cli`)
console.log(
  `dist/cli          the command line: main.cjs ${kilobytes(readFileSync(`${dist}/cli/main.cjs`))}, and licences`,
)

const metafile = await bundleLambda(`${dist}/lambda/index.mjs`)
writeFileSync(`${dist}/lambda/meta.json`, JSON.stringify(metafile))
const bundle = readFileSync(`${dist}/lambda/index.mjs`)
console.log(`dist/lambda       index.mjs ${kilobytes(bundle)}, its source map and metafile`)

const zip = zipSync({ 'index.mjs': bundle }, { level: 9, mtime: ZIP_EPOCH })
writeFileSync(`${dist}/lambda.zip`, zip)
console.log(`dist/lambda.zip   ${kilobytes(zip)}, ready to deploy; handler: index.handler`)
