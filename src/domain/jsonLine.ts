/** What readers of lines end a line at, and JSON leaves as it is: two separators of Unicode, and NEL (Python's `splitlines`). */
const LINE_ENDS = ['\x85', '\u2028', '\u2029']

const toEscape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

/** A value as a line of NDJSON, which no reader of lines takes for more than one. */
export function jsonLine(value: unknown): string {
  let json = JSON.stringify(value) ?? 'null'
  for (const end of LINE_ENDS) if (json.includes(end)) json = json.replaceAll(end, toEscape)
  return `${json}\n`
}
