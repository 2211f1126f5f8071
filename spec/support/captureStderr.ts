/** Runs `action` and gives what it resolved to, with the lines that were written to this process's standard error. */
export async function captureStderr<T>(
  action: () => Promise<T>,
): Promise<{ readonly value: T; readonly lines: readonly string[] }> {
  const { stderr } = process
  const write = stderr.write
  let text = ''
  stderr.write = (chunk: string | Uint8Array) => {
    text += String(chunk)
    return true
  }
  try {
    const value = await action()
    return { value, lines: text.split('\n').filter((line) => line !== '') }
  } finally {
    stderr.write = write
  }
}
