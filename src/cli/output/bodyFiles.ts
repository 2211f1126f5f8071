import { isUtf8 } from 'node:buffer'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { FetchResult, FetchSuccess } from '../../domain/FetchResult.ts'
import { bodyFileName } from './bodyFileName.ts'
import { cannotWrite } from './OutputError.ts'

/** How bodies are asked for, so that their files hold the bytes that came. */
export const AS_BYTES = 'base64'

/** Makes a folder and those above it. Node.js's own way never ends below `/proc`, where none can be made. */
const makeFolder = async (folder: string): Promise<void> => {
  try {
    await mkdir(folder)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' && dirname(folder) !== folder) {
      await makeFolder(dirname(folder))
      await mkdir(folder)
    } else if (code !== 'EEXIST') throw error
    else if (!(await stat(folder)).isDirectory()) throw new Error('it is no folder')
  }
}

/** Never written through a link that stands there already, nor seen half written: it is made anew, and then gets its name. */
const writeFile = async (folder: string, name: string, bytes: Uint8Array): Promise<void> => {
  const unfinished = join(folder, `.${name}.part`)
  await rm(unfinished, { force: true })
  const file = await open(unfinished, 'wx')
  try {
    await file.writeFile(bytes).finally(() => file.close())
    await rename(unfinished, join(folder, name))
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

const bytesOf = ({ body, bodyType }: FetchSuccess): Uint8Array => {
  if (bodyType === 'empty') return new Uint8Array()
  if (bodyType === 'json') return Buffer.from(JSON.stringify(body))
  return Buffer.from(String(body), bodyType === 'base64' ? 'base64' : 'utf8')
}

/** What a server said of a failure is read as text where it is that, although it was asked for as bytes. */
const readable = (result: FetchResult): FetchResult => {
  if (result.outcome === 'success' || result.error.kind !== 'status' || typeof result.error.body !== 'string')
    return result
  const bytes = Buffer.from(result.error.body, 'base64')
  return isUtf8(bytes) ? { ...result, error: { ...result.error, body: bytes.toString() } } : result
}

/**
 * Makes the folder, and gives what writes a result's body to a file there and gives the result to be told. Rejects with an
 * {@link OutputError} if that cannot be done; `isAsBytes` says that bodies were asked for as {@link AS_BYTES}.
 */
export async function openBodyFiles(folder: string, isAsBytes: boolean) {
  const fail = (error: NodeJS.ErrnoException): never => {
    throw cannotWrite(folder, error)
  }
  await makeFolder(folder).catch(fail)
  const probe = `.${process.pid}`
  await writeFile(folder, probe, new Uint8Array()).catch(fail) // before anything is fetched
  await rm(join(folder, probe), { force: true }).catch(fail)

  return async (result: FetchResult): Promise<FetchResult> => {
    if (result.outcome === 'failure') return isAsBytes ? readable(result) : result
    const name = bodyFileName(result)
    await writeFile(folder, name, bytesOf(result)).catch(fail)
    return { ...result, body: null, file: join(folder, name) }
  }
}
