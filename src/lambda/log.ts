/** One JSON line to standard output, as Lambda's JSON log format has it; `console` would wrap it once more. */
export const writeLog = (level: 'INFO' | 'WARN' | 'ERROR', message: string, data: object): void => {
  process.stdout.write(`${JSON.stringify({ level, message, ...data })}\n`)
}
