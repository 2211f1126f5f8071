/** Runs a fault server for the parent process and ends with it. */
import { startFaultServer } from './faultServer.ts'

const server = await startFaultServer()
process.on('disconnect', async () => {
  await server.close()
  process.exit()
})
process.send?.(server.sites)
