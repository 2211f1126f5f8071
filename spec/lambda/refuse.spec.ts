import { expect } from 'chai'
import fc from 'fast-check'
import { jsonBytes, objectForm } from '../../src/lambda/AnswerForm.ts'
import { refuse } from '../../src/lambda/refuse.ts'
import { httpForm, multiValueAnswer } from '../../src/lambda/triggers/httpForm.ts'
import { answerEvent } from '../support/answerEvent.ts'
import { loadBalancerEvent, schedulerEvent } from '../support/lambdaEvents.ts'

const issue = { path: 'urls[0]', expected: 'a URL string or a FetchRequest', got: 5 }
const roomy = { form: objectForm, limitBytes: 1_000_000 }

describe('refuse', () => {
  it('answers 400 with every issue', () => {
    expect(refuse(roomy, [issue, issue])).to.deep.equal({
      statusCode: 400,
      body: { error: 'Invalid event', issues: [issue, issue] },
    })
  })

  it('lists 1,000 issues at most and counts the others', () => {
    const refusal = refuse(
      roomy,
      Array.from({ length: 10_000 }, () => issue),
    )
    expect(refusal).to.have.nested.property('body.issues').with.length(1_000)
    expect(refusal).to.have.nested.property('body.omittedIssues', 9_000)
  })

  it('leaves out and counts the issues that have no room', () => {
    const large = { ...issue, path: '"'.repeat(2_000) }
    expect(refuse({ form: objectForm, limitBytes: 1_000 }, [issue, large, issue])).to.deep.equal({
      statusCode: 400,
      body: { error: 'Invalid event', issues: [issue, issue], omittedIssues: 1 },
    })
  })

  for (const [name, form] of Object.entries({ objectForm, httpForm: httpForm(multiValueAnswer) }))
    it(`keeps within the limit of ${name}`, () => {
      fc.assert(
        fc.property(fc.array(fc.string({ maxLength: 300, unit: 'binary' })), fc.nat(5_000), (paths, more) => {
          const limitBytes = 300 + more
          const refusal = refuse(
            { form, limitBytes },
            paths.map((path) => ({ ...issue, path })),
          )
          expect(jsonBytes(refusal)).to.be.at.most(limitBytes)
        }),
      )
    })

  const key = 'k'.repeat(1_048_400)
  const body = JSON.stringify({ url: 'https://api.example/', [key]: 1 })

  it("keeps a load balancer's refusal of a huge key within its limit", async () => {
    const { answer } = await answerEvent(loadBalancerEvent({ httpMethod: 'POST', body }))
    expect(answer).to.have.property('statusCode', 400)
    expect(jsonBytes(answer)).to.be.at.most(1_048_576)
  })

  it('tells little of a huge key to the log', async () => {
    const { log } = await answerEvent(schedulerEvent(body))
    expect(log).to.have.length(1)
    expect(jsonBytes(log)).to.be.at.most(1_000)
  })
})
