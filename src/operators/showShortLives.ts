import { Subscription } from 'rxjs'

/** Several times what V8 judges by, which is a hundred: `kPretenureMinimumCreated` in its `src/heap/pretenuring-handler.cc`. */
const ENOUGH = 500

let shown = false

/**
 * Has V8 see that the lists in which RxJS keeps what ends with a subscription die young. It judges by how many of the first
 * hundred outlive a collection, and has all later ones made among the old if nearly all do. A batch's first requests are all
 * under way by then; each list among the old would keep an ended request alive, with its body, through the next collection,
 * at a third more CPU time in the processes that it hits.
 */
export function showShortLives(): void {
  if (shown) return
  shown = true
  for (let count = 0; count < ENOUGH; count += 1) new Subscription().add(() => {})
}
