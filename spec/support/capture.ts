/** Runs `action` and gives what it resolved to, with the lines that it wrote to standard output and error, apart. */
export async function capture<T>(
  action: () => Promise<T>,
): Promise<{ readonly value: T; readonly stdout: readonly string[]; readonly stderr: readonly string[] }> {
  const texts = { stdout: '', stderr: '' }
  const writes = { stdout: process.stdout.write, stderr: process.stderr.write }
  for (const name of ['stdout', 'stderr'] as const)
    process[name].write = (chunk: string | Uint8Array) => {
      texts[name] += String(chunk)
      return true
    }
  try {
    const value = await action()
    const linesOf = (text: string) => text.split('\n').filter((line) => line !== '')
    return { value, stdout: linesOf(texts.stdout), stderr: linesOf(texts.stderr) }
  } finally {
    for (const name of ['stdout', 'stderr'] as const) process[name].write = writes[name]
  }
}
