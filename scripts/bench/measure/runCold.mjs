// The process of one cold start: imports a bundle, invokes its handler once, prints the times as JSON.
// Not TypeScript: what strips types would be loaded and warm before the clock starts.
const [bundle, url] = process.argv.slice(2)

const startedAt = performance.now()
const { handler } = await import(bundle)
const importedAt = performance.now()
const { body } = await handler({ urls: [url] }, { getRemainingTimeInMillis: () => 60_000 })
const answeredAt = performance.now()

const right = body[0].kind === 'orders' ? 1 : 0
console.log(JSON.stringify({ importMs: importedAt - startedAt, firstResultMs: answeredAt - startedAt, right }))
process.exit()
