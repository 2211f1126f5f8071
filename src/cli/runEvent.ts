import { createHandler } from '../lambda/createHandler.ts'
import { createTransport } from '../transport/createTransport.ts'
import type { Console } from './Console.ts'
import { EXIT, type ExitCode } from './exitCode.ts'
import { nameOf } from './input/bytesOf.ts'
import { readText } from './input/readInput.ts'
import { writeOut } from './output/writeOut.ts'

/** Answers an event from a file as the deployed handler would. */
export async function runEvent(path: string, { stdin, stdout, env }: Console): Promise<ExitCode> {
  const event = parseEvent(await readText(path, stdin), path)
  const transport = createTransport({ proxy: 'environment' })
  try {
    const answer = await createHandler({ env: { ...env, RX_FANOUT_ADDRESSES: 'any' }, transport })(event)
    const code = answer.statusCode >= 400 ? EXIT.usage : EXIT.allOk // not every trigger's answer has a status
    return await writeOut(stdout, `${JSON.stringify(answer, null, 2)}\n`, code)
  } finally {
    await transport.close()
  }
}

/** The parser's own message would repeat part of the event, and with it what should stay secret. */
const parseEvent = (text: string, path: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw new SyntaxError(`${nameOf(path)} is not JSON`)
  }
}
