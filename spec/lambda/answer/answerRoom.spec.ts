import { expect } from 'chai'
import fc from 'fast-check'
import { FetchResult } from '../../../src/domain/FetchResult.ts'
import { type AnswerForm, arrayForm, jsonBytes, objectForm } from '../../../src/lambda/AnswerForm.ts'
import { createAnswerRoom, type Evicted } from '../../../src/lambda/answer/answerRoom.ts'
import { gatewayAnswer, httpForm, loadBalancerAnswer, multiValueAnswer } from '../../../src/lambda/triggers/httpForm.ts'

const url = 'https://a.example/'

const success = (index: number, body: unknown, id?: string): FetchResult => ({
  outcome: 'success',
  index,
  ...(id === undefined ? {} : { id }),
  url,
  status: 200,
  headers: { 'content-type': 'application/json', 'set-cookie': ['a=1'] },
  body,
  bodyType: 'json',
  attempts: 1,
  timing: { startedAtMs: 1_763_863_538_000, durationMs: 12 },
})

const failure = (index: number): FetchResult => ({
  outcome: 'failure',
  index,
  url,
  error: { kind: 'deadline', message: 'The deadline of the batch passed' },
  attempts: 0,
  timing: { startedAtMs: 1_763_863_538_000, durationMs: 12 },
})

type Config = {
  readonly limitBytes: number
  readonly form?: AnswerForm
  readonly results?: 'body' | 'full'
  readonly locationOf?: (index: number) => string
  readonly mostBytesOf?: (result: FetchResult) => number | undefined
}

/** The answer to so many results, and what had to leave it. */
const fill = (
  results: readonly FetchResult[],
  { form = objectForm, ...config }: Config,
): { readonly answer: unknown; readonly evicted: readonly Evicted[]; readonly mostRequests: number } => {
  const room = createAnswerRoom({ form, results: 'body', requests: results.length, ...config })
  const added = results.map((result) => room.add(result))
  const held = added.map(({ place }) => place.held)
  return {
    answer: form.answer(held),
    evicted: added.flatMap(({ evicted }) => evicted),
    mostRequests: room.mostRequests,
  }
}

const limited = (bodyBytes: number, limitBytes: number, data: object = {}) => ({
  error: 'The answer has no room for the body',
  kind: 'output-limit',
  url,
  attempts: 1,
  limitBytes,
  bodyBytes,
  ...data,
})

const text = (bytes: number) => 'x'.repeat(bytes - 2)

describe('createAnswerRoom', () => {
  it('writes each of very many failures as JSON once, though hardly any has room', () => {
    let written = 0
    const form: AnswerForm = {
      ...objectForm,
      hold: (item) => {
        written += 1
        return objectForm.hold(item)
      },
      toText: () => expect.fail('a failure has no body that would be put aside'),
    }
    const room = createAnswerRoom({ form, limitBytes: 50_000, requests: 1_000, results: 'body' })
    for (let index = 0; index < 1_000; index += 1) room.add(failure(index))
    expect(written).to.be.within(1_000, 1_010)
  })

  it('leaves everything where there is room', () => {
    const bodies = [{ a: 1 }, null, 'text', [1, 2]]
    const { answer, evicted } = fill(
      bodies.map((body, index) => success(index, body)),
      { limitBytes: 1_000 },
    )
    expect(answer).to.deep.equal({ statusCode: 200, body: bodies })
    expect(evicted).to.deep.equal([])
  })

  it('replaces the largest body, whenever it came, by a failure at its place', () => {
    for (const order of [
      [500, 5_000, 500],
      [5_000, 500, 500],
      [500, 500, 5_000],
    ]) {
      const { answer, evicted } = fill(
        order.map((bytes, index) => success(index, text(bytes))),
        { limitBytes: 2_000 },
      )
      expect(answer).to.deep.equal({
        statusCode: 200,
        body: order.map((bytes) => (bytes === 500 ? text(500) : limited(5_000, 2_000))),
      })
      expect(evicted.map(({ json }) => json)).to.deep.equal([JSON.stringify(text(5_000))])
    }
  })

  it('loses as few as can be', () => {
    const sizes = [700, 100, 900, 100, 800, 100, 100]
    const { evicted } = fill(
      sizes.map((bytes, index) => success(index, text(bytes))),
      { limitBytes: 1_700 },
    )
    expect(evicted.map(({ place }) => place.index).sort()).to.deep.equal([2, 4])
  })

  it('gives whole failures where whole results are asked for', () => {
    const { answer } = fill([success(0, text(5_000), 'a'), success(1, 1)], { limitBytes: 2_000, results: 'full' })
    const [first, second] = (answer as { body: readonly [Record<string, unknown>, unknown] }).body
    expect(FetchResult.is(first)).to.equal(true)
    expect(first).to.deep.include({
      outcome: 'failure',
      index: 0,
      id: 'a',
      url,
      attempts: 1,
      timing: { startedAtMs: 1_763_863_538_000, durationMs: 12 },
    })
    expect(first).to.have.nested.property('error.kind', 'output-limit')
    expect(second).to.have.property('outcome', 'success')
  })

  it('says where a body is put, until it turns out not to be there', () => {
    const locationOf = (index: number) => `s3://results/${index}.json`
    const { answer, evicted } = fill([success(0, text(5_000)), success(1, 1)], { limitBytes: 2_000, locationOf })
    const at = limited(5_000, 2_000, { location: 's3://results/0.json' })
    expect(answer).to.deep.equal({ statusCode: 200, body: [at, 1] })
    evicted[0]?.place.unlocate()
    expect(evicted[0]?.place.held).to.deep.equal(limited(5_000, 2_000))
  })

  const locationOf = (index: number) => `s3://results/${'folder/'.repeat(20)}${index}.json`

  it('puts no body aside where the answer does not say that it is there', () => {
    for (const bytes of [150, 300, 1_000]) {
      const room = createAnswerRoom({ form: objectForm, results: 'body', limitBytes: 1_200, requests: 20, locationOf })
      for (let index = 0; index < 20; index += 1)
        for (const { place } of room.add(success(index, text(bytes))).evicted)
          expect(place.held).to.have.property('location', locationOf(place.index))
    }
  })

  it('puts no failure aside', () => {
    const failure: FetchResult = {
      outcome: 'failure',
      index: 0,
      url,
      error: { kind: 'status', message: 'HTTP status 500', status: 500, headers: {}, body: text(5_000) },
      attempts: 1,
      timing: { startedAtMs: 0, durationMs: 1 },
    }
    const { answer, evicted } = fill([failure], { limitBytes: 2_000, results: 'full', locationOf })
    expect(answer).to.have.nested.property('body[0].error.kind', 'output-limit')
    expect(answer).to.not.have.nested.property('body[0].error.location')
    expect(evicted).to.deep.equal([])
  })

  it('gives the least there is where even failures have no room', () => {
    const results = Array.from({ length: 20 }, (_, index) => success(index, text(300)))
    const { answer } = fill(results, { limitBytes: 1_200 })
    expect(jsonBytes(answer)).to.be.at.most(1_200)
    expect((answer as { body: readonly unknown[] }).body).to.deep.include({ error: 'No room', kind: 'output-limit' })
  })

  it('tells how many requests can have a place at all', () => {
    const { mostRequests } = fill([], { limitBytes: 1_000 })
    const results = Array.from({ length: mostRequests }, (_, index) => success(index, text(300)))
    expect(mostRequests).to.be.within(15, 30)
    expect(jsonBytes(fill(results, { limitBytes: 1_000 }).answer)).to.be.within(900, 1_000)
    expect(fill([], { limitBytes: 10 }).mostRequests).to.equal(0)
  })

  const bodies = fc.oneof(
    fc.jsonValue(),
    fc.string({ maxLength: 3_000, unit: 'binary' }),
    fc.constant('"\\'.repeat(500)),
  )

  it('gives the same answer whatever is known of sizes beforehand', () => {
    const isKnown = fc.constantFrom(1, 1.5, 6, undefined)
    fc.assert(
      fc.property(
        fc.array(fc.tuple(bodies, isKnown), { maxLength: 30 }),
        fc.integer({ min: 4_000, max: 20_000 }),
        fc.constantFrom(objectForm, arrayForm),
        (items, limitBytes, form) => {
          const results = items.map(([body], index) => success(index, body))
          const mostBytesOf = ({ index }: FetchResult): number | undefined => {
            const [body, factor] = items[index] ?? []
            return factor && Math.ceil(factor * jsonBytes(body))
          }
          const [known, unknown] = [{ mostBytesOf }, {}].map((config) => fill(results, { form, limitBytes, ...config }))
          expect(known?.answer).to.deep.equal(unknown?.answer)
          expect(known?.evicted.map(({ json }) => json)).to.deep.equal(unknown?.evicted.map(({ json }) => json))
        },
      ),
    )
  })

  it('measures no item that fits anyway, and others many at once', () => {
    let written = 0
    const body = { toJSON: () => `${written++}`.padEnd(98) }
    const room = createAnswerRoom({
      form: objectForm,
      results: 'body',
      requests: 100,
      limitBytes: 20_000,
      mostBytesOf: () => 600,
    })
    for (let index = 0; index < 20; index += 1) room.add(success(index, body))
    expect(written).to.equal(0)
    for (let index = 20; index < 100; index += 1) room.add(success(index, body))
    expect(written).to.be.within(1, 100)
  })

  const forms = {
    objectForm,
    arrayForm,
    'httpForm(gatewayAnswer)': httpForm(gatewayAnswer),
    'httpForm(loadBalancerAnswer)': httpForm(loadBalancerAnswer),
    'httpForm(multiValueAnswer)': httpForm(multiValueAnswer),
  }
  for (const [name, form] of Object.entries(forms))
    for (const results of ['body', 'full'] as const)
      it(`keeps the answer of ${name} with results ${results} under its limit, an item at each index`, () => {
        fc.assert(
          fc.property(
            fc.array(bodies, { maxLength: 12 }),
            fc.integer({ min: 4_000, max: 20_000 }),
            (values, limitBytes) => {
              const { answer } = fill(
                values.map((body, index) => success(index, body)),
                { form, results, limitBytes },
              )
              expect(jsonBytes(answer)).to.be.at.most(limitBytes)
              const items = Array.isArray(answer) ? answer : (answer as { body: unknown }).body
              const parsed = typeof items === 'string' ? JSON.parse(items) : items
              expect(parsed).to.have.length(values.length)
              if (results === 'full')
                for (const [index, item] of parsed.entries()) {
                  expect(FetchResult.is(item)).to.equal(true)
                  expect(item.index).to.equal(index)
                }
            },
          ),
        )
      })
})
