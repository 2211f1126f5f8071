import type { FreshWork } from '../../measure/FreshWork.ts'
import { SMALL_JSON } from '../../origin/Origin.ts'
import { startOrigin } from '../../origin/startOrigin.ts'
import type { Entrant, Size, Stage } from '../../Scenario.ts'
import { checkOut } from '../../traffic/checkOut.ts'
import { freshWork, IN_FLIGHT } from './freshEntrant.ts'

/**
 * Opens a stage of fresh processes with an origin of small JSON, and with the checkout of a revision to compare with, if there
 * is one: `prepare` is given its folder.
 */
export async function openFresh(
  { warmUp, requests }: Size,
  against: string | undefined,
  prepare: (work: FreshWork, before: string | undefined) => Promise<readonly Entrant[]>,
  about: Stage['about'] = {},
): Promise<Stage> {
  const other = against === undefined ? undefined : checkOut(against)
  const origin = await startOrigin(SMALL_JSON)
  return {
    groups: [await prepare(freshWork(origin.ready.urls[0] ?? '', warmUp, requests), other?.folder)],
    about: {
      origin: origin.ready.software,
      inFlight: String(IN_FLIGHT),
      ...about,
      ...(other === undefined ? {} : { before: other.revision }),
    },
    close: async () => {
      await origin.stop()
      other?.remove()
    },
  }
}
