/**
 * Call in a `describe`: once its tests begin, all rows of a table are run, `most` at a time, and each test may wait for what
 * became of its row. What the rows themselves wait for is so waited for once.
 */
export function atOnce<Row, Outcome>(
  rows: readonly Row[],
  run: (row: Row) => Promise<Outcome>,
  most = rows.length,
): (row: Row) => Promise<Outcome> {
  const outcomes = new Map(rows.map((row) => [row, Promise.withResolvers<Outcome>()]))
  let lanes: ReadonlyArray<Promise<void>> = []

  before(() => {
    const next = outcomes.entries()
    const lane = async (): Promise<void> => {
      for (const [row, { promise, resolve }] of next) {
        resolve(run(row))
        await promise.catch(() => {}) // its test tells
      }
    }
    lanes = Array.from({ length: most }, lane)
  })
  after(() => Promise.all(lanes))

  return async (row) => outcomes.get(row)?.promise as Promise<Outcome>
}
