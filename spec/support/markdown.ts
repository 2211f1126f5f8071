/** A fenced block of code. */
export type CodeBlock = {
  readonly language: string
  readonly code: string
  /** The line of its first fence, from 1. */
  readonly line: number
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length

/** All fenced blocks, without the indentation that a list gives them. */
export const codeBlocks = (markdown: string): readonly CodeBlock[] =>
  [...markdown.matchAll(/^( *)```(\w+)\n(.*?)^\1```$/gms)].map(
    ({ index, 1: indent = '', 2: language = '', 3: code = '' }) => ({
      language,
      code: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
      line: lineAt(markdown, index),
    }),
  )

/** What stands under a heading, to the next one of any level. Throws if there is no such heading. */
export function sectionOf(markdown: string, heading: string): string {
  const [, ...sections] = markdown
    .replaceAll(/^( *)```.*?^\1```$/gms, (block) => block.replaceAll('#', ' '))
    .split(/^#+ /m)
  const section = sections.find((text) => text.startsWith(`${heading}\n`))
  if (section === undefined) throw new Error(`There is no heading ${heading}`)
  return section
}

/** The rows of the first table in a text, without its headings. Throws if there is none. */
export function tableOf(text: string): readonly (readonly string[])[] {
  const [, table] = /^\|.*\|\n\|[-|: ]+\|\n((?:\|.*\|\n?)+)/m.exec(text) ?? []
  if (table === undefined) throw new Error('There is no table')
  return table
    .trimEnd()
    .split('\n')
    .map((row) =>
      row
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    )
}

/** What a text sets in backticks, in its order. */
export const codeSpans = (text: string): readonly string[] =>
  [...text.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code)
