/**
 * A value as a line of NDJSON. The two line separators of Unicode, which JSON leaves as they are, are escaped: many readers
 * of lines would end one there.
 */
export const jsonLine = (value: unknown): string =>
  `${(JSON.stringify(value) ?? 'null').replaceAll(/[\u2028\u2029]/g, (mark) => (mark === '\u2028' ? '\\u2028' : '\\u2029'))}\n`
