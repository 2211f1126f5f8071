import type { Transport } from './transport/Transport.ts'

let told = false

/** The concurrency that the sockets of a transport allow. A process is told once, by a warning, that it is lowered. */
export function lowerConcurrency(concurrency: number, { maxSockets = concurrency }: Transport): number {
  if (concurrency <= maxSockets) return concurrency
  if (!told)
    process.emitWarning(`Concurrency is lowered from ${concurrency} to ${maxSockets}: no more sockets can be open`)
  told = true
  return maxSockets
}
