/** Does some work, and tells what this process used for it, and the most memory that it ever had. */
export const meter = async <Done>(work: () => Promise<Done>) => {
  const cpuBefore = process.cpuUsage()
  const startedAt = performance.now()
  const done = await work()
  const wallMs = performance.now() - startedAt
  const { user, system } = process.cpuUsage(cpuBefore)
  return { done, used: { cpuMicros: user + system, wallMs, peakRssBytes: process.resourceUsage().maxRSS * 1_024 } }
}
