import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** What is used of AWS's own validator of the language, which has no types that TypeScript's strictest rules accept. */
type Asl = {
  readonly TextDocument: { create(uri: string, language: string, version: number, text: string): object }
  getLanguageService(options: object): {
    parseJSONDocument(document: object): object
    doValidation(document: object, parsed: object): Promise<readonly Finding[]>
  }
}
type Finding = { readonly message: string; readonly range: { readonly start: { readonly line: number } } }

const load = (): Asl | undefined => {
  try {
    return createRequire(import.meta.url)('amazon-states-language-service')
  } catch {
    return undefined
  }
}

/** What AWS's validator says of a state machine, each with its line; undefined where it is not installed. */
export async function checkStateMachine(path: string): Promise<readonly string[] | undefined> {
  const asl = load()
  if (asl === undefined) return undefined
  const document = asl.TextDocument.create(`file://${path}`, 'json', 1, readFileSync(path, 'utf8'))
  const service = asl.getLanguageService({})
  const findings = await service.doValidation(document, service.parseJSONDocument(document))
  return findings.map(({ message, range }) => `line ${range.start.line + 1}: ${message}`)
}
