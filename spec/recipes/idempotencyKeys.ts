import { collectBatch } from 'rx-fanout'

type Payment = { readonly id: string; readonly cents: number }

export const pay = (payments: readonly Payment[], api: string) =>
  collectBatch(
    payments.map((payment) => ({
      url: `${api}/payments`,
      id: payment.id,
      method: 'POST',
      headers: { 'idempotency-key': payment.id }, // it may be sent twice now, and so is retried
      body: payment,
    })),
  )
