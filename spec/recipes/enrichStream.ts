import { fetchBatch } from 'rx-fanout'
import { map, type Observable, tap } from 'rxjs'

type Order = { readonly id: string; readonly customer: number }

export function withCustomers(order$: Observable<Order>, api: string) {
  const waiting = new Map<string, Order>()
  const request$ = order$.pipe(
    tap((order) => waiting.set(order.id, order)),
    map(({ id, customer }) => ({ id, url: `${api}/customers/${customer}` })),
  )
  return fetchBatch(request$, { concurrency: 20 }).pipe(
    map((result) => {
      const order = waiting.get(result.id ?? '')
      waiting.delete(result.id ?? '')
      return { ...order, customer: result.outcome === 'success' ? result.body : null }
    }),
  )
}
