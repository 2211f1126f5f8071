import { createHandler } from '../lambda/createHandler.ts'
import { createTransport } from '../transport/createTransport.ts'
import type { Console } from './Console.ts'
import { EXIT, type ExitCode } from './exitCode.ts'
import { readText } from './readInput.ts'

/** Answers an event from a file as the deployed handler would. */
export async function runEvent(path: string, { stdin, stdout, env }: Console): Promise<ExitCode> {
  const event: unknown = JSON.parse(await readText(path, stdin))
  const transport = createTransport()
  try {
    const answer = await createHandler({ env: { ...env, RX_FANOUT_ADDRESSES: 'any' }, transport })(event)
    stdout.write(`${JSON.stringify(answer, null, 2)}\n`)
    return answer.statusCode === 200 ? EXIT.allOk : EXIT.usage
  } finally {
    await transport.close()
  }
}
