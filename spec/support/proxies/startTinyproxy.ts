import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'

/** Whether Debian's tinyproxy is installed. */
export const hasTinyproxy = (): boolean => spawnSync('tinyproxy', ['-v'], { stdio: 'ignore' }).status === 0

const freePort = async (): Promise<number> => {
  const server = createServer()
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  await once(server.close(), 'close')
  return port
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false))
    socket.unref().end()
  })

/** Starts it on loopback, with a password. `write` puts its configuration into a file. */
export async function startTinyproxy(
  write: (name: string, text: string) => string,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const port = await freePort()
  const config = write(
    'tinyproxy.conf',
    `Port ${port}\nListen 127.0.0.1\nBind 127.0.0.1\nTimeout 20\nMaxClients 20\nBasicAuth user pass\nAllow 127.0.0.1\n`,
  )
  const child: ChildProcess = spawn('tinyproxy', ['-d', '-c', config], { stdio: 'ignore' })
  for (let tries = 0; tries < 100 && !(await answers(port)); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 50))
  return {
    port,
    close: async () => {
      const exited = once(child, 'exit')
      child.kill('SIGKILL')
      await exited
    },
  }
}
