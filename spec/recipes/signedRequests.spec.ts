import { expect } from 'chai'
import { collectBatch } from 'rx-fanout'
import { of } from 'rxjs'
import { answer, fakeTransport } from '../support/fakeTransport.ts'
import { signAws } from './signedRequests.ts'

describe('the recipe signedRequests', () => {
  it('sorts parameters by their names, then by their values, and encodes a path twice', () => {
    const prepare = signAws({ region: 'r', service: 's', keys: { id: 'i', secret: 's' }, now: () => new Date(0) })
    const url = 'https://s.example/x%20y?a-b=1&a=2&a=1%20%2B'
    const attempt = { url, method: 'GET', headers: {}, body: null, maxBodyBytes: 1, maxRedirects: 0 }
    const signature = 'c60155060e8d34e708173217a9de1c280507b4dca85662aeac9de6c1fa3e790b' // by hmac of Python
    expect(prepare(attempt).headers.authorization).to.match(new RegExp(`Signature=${signature}$`))
  })

  it('signs as the worked example of the AWS documentation does', async () => {
    const transport = fakeTransport(() => of(answer(200)))
    const prepare = signAws({
      region: 'us-east-1',
      service: 'iam',
      keys: { id: 'AKIDEXAMPLE', secret: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' },
      now: () => new Date('2015-08-30T12:36:00Z'),
    })
    const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }
    const url = 'https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08'
    await collectBatch([{ url, headers }], { transport, prepare })
    expect(transport.attempts[0]?.headers.authorization).to.equal(
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, ' +
        'SignedHeaders=content-type;host;x-amz-date, ' +
        'Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
    )
  })
})
