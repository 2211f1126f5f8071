import type { Console } from './Console.ts'
import type { ExitCode } from './exitCode.ts'
import { fetchUrls } from './fetchUrls.ts'
import type { Arguments } from './options/parseArguments.ts'
import { toTask } from './toTask.ts'

/** Fetches what was typed: all that this needs is loaded with it, and for nothing else. */
export const fetchTyped = async (typed: Arguments, console: Console): Promise<ExitCode> =>
  fetchUrls(await toTask(typed, console), console)
