import { spawnSync } from 'node:child_process'
import { delimiter } from 'node:path'
import { checkStateMachine } from './checkStateMachine.ts'
import { findProgram } from './findProgram.ts'
import { PYTHON_BIN, STATE_MACHINE, TEMPLATE } from './folders.ts'
import { say } from './say.ts'

/** What a check found; undefined where it could not be made. */
type Findings = readonly string[] | undefined

const HOW = 'npm run test:aws -- --install'

function checkTemplate(): Findings {
  const program = findProgram('cfn-lint', `${process.env.PATH}${delimiter}${PYTHON_BIN}`)
  if (program === undefined) return undefined
  const { status, stdout, stderr } = spawnSync(program, ['--format', 'parseable', TEMPLATE], { encoding: 'utf8' })
  return status === 0 ? [] : `${stdout}${stderr}`.trim().split('\n')
}

const report = (file: string, checker: string, findings: Findings): boolean => {
  if (findings === undefined) say(`${file}: left out, ${checker} is not installed; \`${HOW}\` installs it`)
  else if (findings.length === 0) say(`${file}: ${checker} finds nothing`)
  else for (const finding of findings) say(`${file}: ${finding}`)
  return findings === undefined || findings.length === 0
}

const passed = [
  report('template.yaml', 'cfn-lint', checkTemplate()),
  report('fanout.asl.json', 'amazon-states-language-service', await checkStateMachine(STATE_MACHINE)),
]
process.exitCode = passed.every(Boolean) ? 0 : 1
