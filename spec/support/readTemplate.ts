import { readFileSync } from 'node:fs'
import { parse, type ScalarTag } from 'yaml'

/** A resource of a CloudFormation template. */
export type Resource = { readonly Type: string; readonly Properties: Properties }
export type Properties = Readonly<Record<string, unknown>>
type Parameter = { readonly Type: string; readonly Default: unknown; readonly AllowedPattern?: string }

/** What of a template is judged here. */
export type Template = {
  readonly Parameters: Readonly<Record<string, Parameter>>
  readonly Globals: { readonly Function: Properties }
  readonly Resources: Readonly<Record<string, Resource>>
  readonly Outputs: Readonly<Record<string, { readonly Value: unknown }>>
}

const FUNCTIONS = ['Ref', 'Sub', 'GetAtt', 'If', 'Equals', 'Not']

/** CloudFormation user guide, "Intrinsic function reference": `!Sub x` is short for `Fn::Sub: x`. */
const toFunction = (name: string, value: unknown): object => ({ [name === 'Ref' ? name : `Fn::${name}`]: value })

const shortForms = FUNCTIONS.flatMap((name) => [
  { tag: `!${name}`, resolve: (text: string) => toFunction(name, text) },
  { tag: `!${name}`, collection: 'seq', resolve: (items: { toJSON(): unknown }) => toFunction(name, items.toJSON()) },
])

/** Reads a template with its functions in their long form. */
export const readTemplate = (path: string | URL): Template =>
  parse(readFileSync(path, 'utf8'), { customTags: shortForms as ScalarTag[] })
