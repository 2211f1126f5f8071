/** Runs a storm for the parent process: the sites as JSON, the options as JSON. */
import type { Sites } from '../server/sites.ts'
import { runStorm, type StormOptions } from './runStorm.ts'

const [sites = '', options = ''] = process.argv.slice(2)
const report = await runStorm(JSON.parse(sites) as Sites, JSON.parse(options) as StormOptions)
process.send?.(report, () => process.disconnect())
