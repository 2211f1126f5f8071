import { parseArgs } from 'node:util'
import { nearestName } from '../../domain/nearestName.ts'
import type { CliOption } from './CliOption.ts'
import { habitHint } from './habitHint.ts'
import { OPTIONS, type OwnName } from './OPTIONS.ts'
import { POLICY_OPTIONS } from './POLICY_OPTIONS.ts'
import { UsageError } from './UsageError.ts'

/** What was typed. */
export type Arguments = {
  readonly urls: readonly string[]
  /** The values of the options that are no policy, in their order; a plain flag's are empty. */
  readonly own: Readonly<Partial<Record<OwnName, readonly string[]>>>
  /** The policy as text, the last of several, by field. */
  readonly policy: Readonly<Record<string, string>>
}

const BY_NAME: ReadonlyMap<string, CliOption> = new Map(OPTIONS.map((option) => [option.name, option]))
const FIELD_OF: ReadonlyMap<string, string> = new Map([...POLICY_OPTIONS].map(([field, { name }]) => [name, field]))

/** `--no-adaptive` and `--cooldown` are known too. */
const opposite = (name: string): string => (name.startsWith('no-') ? name.slice(3) : `no-${name}`)

/** An option as the parser of Node.js knows it. */
const parserOptions = Object.fromEntries(
  OPTIONS.map(({ name, short, value }) => [
    name,
    {
      type: value?.startsWith('<') ? ('string' as const) : ('boolean' as const),
      ...(short === undefined ? {} : { short }),
    },
  ]),
)

const unknown = (typed: string): UsageError => {
  const nearest = nearestName(typed, [...BY_NAME.keys()])
  const hint = habitHint(typed) ?? (nearest === undefined ? 'see rx-fanout --help all' : `Did you mean --${nearest}?`)
  return new UsageError(`unknown option ${typed}: ${hint}`)
}

const exampleOf = ({ name, example = '' }: CliOption): string => `--${name} ${example}`

/** Reads the command line. Throws a {@link UsageError} that says what to type instead. */
export function parseArguments(args: readonly string[]): Arguments {
  const { tokens } = parseArgs({
    args: [...args],
    options: parserOptions,
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  const urls: string[] = []
  const own: Partial<Record<string, string[]>> = {}
  const policy: Record<string, string> = {}
  /** The last plain flag, if nothing came since: `all`, `true` or `false` behind it is its value. */
  let last: { readonly name: string; readonly at: number } | undefined

  const setSwitch = (name: string, isOn: boolean): void => {
    const field = FIELD_OF.get(name) ?? FIELD_OF.get(opposite(name)) ?? ''
    policy[field] = String(name.startsWith('no-') ? !isOn : isOn)
  }
  const behindFlag = (value: string, at: number): boolean => {
    if (last?.at !== at - 1) return false
    if (last.name === 'help' && value === 'all') own.help = ['all']
    else if (isSwitchName(last.name) && (value === 'true' || value === 'false')) setSwitch(last.name, value === 'true')
    else return false
    return true
  }

  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue
    if (token.kind === 'positional') {
      if (!behindFlag(token.value, token.index)) urls.push(token.value)
      continue
    }
    const { name, rawName, value, inlineValue } = token
    if (isSwitchName(name)) {
      if (value !== undefined && value !== 'true' && value !== 'false')
        throw new UsageError(`${rawName} is a switch: type ${rawName} alone, or --${opposite(name)}`)
      setSwitch(name, value !== 'false')
      last = { name, at: token.index }
      continue
    }
    const option = BY_NAME.get(name)
    if (option === undefined) throw unknown(rawName)
    if (option.value?.startsWith('<')) {
      const isFlag = inlineValue === false && /^--?[a-zA-Z]/.test(value ?? '')
      if (value === undefined || isFlag)
        throw new UsageError(`the value of ${rawName} is missing: type for example ${exampleOf(option)}`)
      if (value === '' && option.isEmptyToo === undefined && !FIELD_OF.has(name))
        throw new UsageError(`the value of ${rawName} is empty: type for example ${exampleOf(option)}`)
      if (value === '-' && option.isNoStream)
        throw new UsageError(`${rawName} needs a name, not '-': type for example ${exampleOf(option)}`)
      if (option.again === 'refused' && own[name] !== undefined) throw new UsageError(`give one --${name} at a time`)
      const field = FIELD_OF.get(name)
      if (field === undefined) own[name] = [...(own[name] ?? []), value]
      else policy[field] = value
    } else {
      if (value !== undefined && !(name === 'help' && value === 'all'))
        throw new UsageError(`${rawName} takes no value: type ${rawName} alone`)
      own[name] = [value ?? '']
      last = { name, at: token.index }
    }
  }
  return { urls, own, policy }
}

const isSwitchName = (name: string): boolean => {
  const option = BY_NAME.get(name) ?? BY_NAME.get(opposite(name))
  return option !== undefined && option.value === undefined && (FIELD_OF.has(name) || FIELD_OF.has(opposite(name)))
}
