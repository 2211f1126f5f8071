import type { Fault, Run } from '../Fault.ts'
import { HEALTHY } from '../table/healthy.ts'
import { shuffled } from './random.ts'

const isEven = (number: number): boolean => number % 2 === 0

/**
 * Every fault `runs` times, or as often as it has variants where they are more, half of them on connections that are
 * kept alive, each variant by turns; as many healthy requests between them; all in random order.
 */
export function planRuns(faults: readonly Fault[], runs: number, random: () => number): readonly Run[] {
  const broken = faults.flatMap((fault) => {
    const variants = fault.variants ?? 1
    return Array.from({ length: Math.max(runs, variants) }, (_, n) => ({
      fault,
      variant: n % variants,
      keepAlive: isEven(variants) ? isEven(n + Math.floor(n / variants)) : isEven(n),
    }))
  })
  const healthy = broken.map((_, n) => ({
    fault: HEALTHY[n % HEALTHY.length] as Fault,
    variant: 0,
    keepAlive: isEven(Math.floor(n / HEALTHY.length)),
  }))
  return shuffled([...broken, ...healthy], random).map((run, n) => ({ ...run, id: `run-${n}` }))
}
