// `npm run bench`: measures rx-fanout and its peers, prints tables, keeps the figures of full runs.

import { checkAgainstCommitted } from './checkAgainstCommitted.ts'
import { buildLibrary } from './install/buildLibrary.ts'
import { measureScenarios } from './measureScenarios.ts'
import { readOptions, USAGE } from './options.ts'
import { say } from './say.ts'
import { updateReadme } from './updateReadme.ts'

// So that what is cleared away at the exit is cleared away.
process.once('SIGINT', () => process.exit(130))
process.once('SIGTERM', () => process.exit(143))

try {
  const options = readOptions(process.argv.slice(2))
  if (options.help) process.stdout.write(USAGE)
  else if (options.readme) updateReadme(options)
  else {
    buildLibrary()
    if (options.check) process.exitCode = (await checkAgainstCommitted(options)) ? 0 : 1
    else await measureScenarios(options)
  }
} catch (error) {
  if (!(error instanceof TypeError)) throw error
  say(`${error.message}\n\n${USAGE}`)
  process.exitCode = 2
}
