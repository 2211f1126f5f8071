import { PassThrough } from 'node:stream'
import { expect } from 'chai'
import { streamify, withPrelude } from '../../../src/lambda/stream/ResponseStream.ts'

const handler = async (): Promise<void> => {}
const prelude = { statusCode: 200, headers: {} }

describe('streamify', () => {
  it('leaves a handler as it is outside Lambda', () => {
    expect(streamify(handler)).to.equal(handler)
  })

  it('hands it to the runtime', () => {
    const marked = async (): Promise<void> => {}
    Object.assign(globalThis, { awslambda: { streamifyResponse: (given: unknown) => given === handler && marked } })
    try {
      expect(streamify(handler)).to.equal(marked)
    } finally {
      Reflect.deleteProperty(globalThis, 'awslambda')
    }
  })
})

describe('withPrelude', () => {
  it('leaves a stream as it is outside Lambda', () => {
    const stream = new PassThrough()
    expect(withPrelude(stream, prelude)).to.equal(stream)
  })

  it('writes at once to the stream that the runtime makes of it', () => {
    const stream = new PassThrough()
    const http = new PassThrough()
    const writes: string[] = []
    http.write = (chunk: string) => {
      writes.push(chunk)
      return true
    }
    const from = (given: unknown, said: unknown) => given === stream && said === prelude && http
    Object.assign(globalThis, { awslambda: { HttpResponseStream: { from } } })
    try {
      expect(withPrelude(stream, prelude)).to.equal(http)
      expect(writes).to.deep.equal([''])
    } finally {
      Reflect.deleteProperty(globalThis, 'awslambda')
    }
  })
})
