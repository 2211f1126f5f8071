// The process of an origin: starts what its argument describes, then answers each message with what it has used so far.
import { netOrigin } from './netOrigin.ts'
import { nginxCanServe, nginxOrigin } from './nginxOrigin.ts'
import type { OriginSpec } from './Origin.ts'

const spec = JSON.parse(process.argv[2] ?? '') as OriginSpec
const origin = await (nginxCanServe(spec) ? nginxOrigin(spec) : netOrigin(spec))
const stop = (): Promise<void> => origin.stop().finally(() => process.exit())
process.on('message', async () => process.send?.(await origin.usage()))
process.on('disconnect', stop) // The bench has ended, however it ended.
if (process.connected) process.send?.(origin.ready)
else await stop()
