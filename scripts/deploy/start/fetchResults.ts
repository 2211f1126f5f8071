import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { AwsCli } from '../awsCli.ts'
import { createSpool, type Spool } from './createSpool.ts'
import { readLines } from './readLines.ts'
import { readRecord } from './readRecord.ts'

/** The results of a run, and where its bodies are that had no room in an answer. */
export type Fetched = { readonly spool: Spool; bodyOf(location: string): string | undefined }

type Manifest = { readonly ResultFiles: Readonly<Record<string, ReadonlyArray<{ readonly Key: string }>>> }

/** Bodies of several batches at once: each call is a process of its own. */
const MAX_CALLS = 4

const BODY = /^s3:\/\/([^/]+)\/(.+)\/([^/]+)\/(\d+\.json)$/

/** `s3://bucket/prefix/request/3.json` as the folder that it is in, and its place below a folder of ours. */
const partsOf = (
  location: string,
): { readonly from: string; readonly request: string; readonly file: string } | undefined => {
  const [, bucket, prefix, request, file] = BODY.exec(location) ?? []
  if (request === undefined || file === undefined) return undefined
  return { from: `s3://${bucket}/${prefix}/${request}/`, request, file }
}

const copy = (aws: AwsCli, from: string, to: string): Promise<string> =>
  aws('s3', 'cp', '--recursive', '--only-show-errors', from, to)

/** Fetches what a Distributed Map has written below `s3://…/map/`, and the bodies that it speaks of. */
export async function fetchResults(aws: AwsCli, mapFolder: string, folder: string): Promise<Fetched> {
  const records = join(folder, 'records')
  const bodies = join(folder, 'bodies')
  mkdirSync(records, { recursive: true })
  await copy(aws, mapFolder, records)
  const spool = createSpool(join(folder, 'spool'))
  const asides = new Map<string, string>()
  for (const run of readdirSync(records)) {
    const manifest = join(records, run, 'manifest.json')
    if (!existsSync(manifest)) continue
    const { ResultFiles } = JSON.parse(readFileSync(manifest, 'utf8')) as Manifest
    for (const { Key } of Object.values(ResultFiles).flat())
      for await (const line of readLines(join(records, run, basename(Key))))
        for (const [key, result] of readRecord(line)) {
          spool.add(key, result)
          const { location } = Object(result.error) as { location?: string }
          const parts = location === undefined ? undefined : partsOf(location)
          if (parts !== undefined) asides.set(parts.from, parts.request)
        }
  }
  spool.flush()
  const waiting = [...asides]
  const copyNext = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop())
      await copy(aws, next[0], join(bodies, next[1]))
  }
  await Promise.all(Array.from({ length: MAX_CALLS }, copyNext))
  return {
    spool,
    bodyOf: (location) => {
      const parts = partsOf(location)
      return parts && join(bodies, parts.request, parts.file)
    },
  }
}
