import type { OriginSpec } from './Origin.ts'

/** What every canned body says of itself, so that a contestant can show that it has parsed one. */
export const CANNED_KIND = 'orders'

const order = (id: number) => ({
  id,
  sku: `SKU-${String(id).padStart(6, '0')}`,
  title: 'Läufer, handgewebt',
  quantity: (id % 9) + 1,
  price: 19.95,
  shipped: id % 2 === 0,
  tags: ['new', 'fragile'],
  note: null,
})

/** The JSON that answers every request: about 900 bytes, or about 100 KB. */
export const cannedBody = (size: OriginSpec['body']): string =>
  JSON.stringify({
    kind: CANNED_KIND,
    orders: Array.from({ length: size === 'small' ? 6 : 715 }, (_, index) => order(index)),
  })
