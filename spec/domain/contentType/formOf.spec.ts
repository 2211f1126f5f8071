import { expect } from 'chai'
import { type Form, formOf } from '../../../src/domain/contentType/formOf.ts'

describe('formOf', () => {
  const table: Readonly<Record<Form, readonly string[]>> = {
    json: [
      'application/json',
      'text/json',
      'application/problem+json',
      'application/vnd.api+json',
      'application/ld+json',
      'application/geo+json',
      'application/graphql-response+json',
      'image/x+json',
    ],
    text: [
      'text/plain',
      'text/html',
      'text/csv',
      'text/css',
      'text/javascript',
      'text/xml',
      'text/yaml',
      'text/markdown',
      'text/event-stream',
      'application/xml',
      'application/atom+xml',
      'application/xhtml+xml',
      'image/svg+xml',
      'application/xml-dtd',
      'application/yaml',
      'application/x-yaml',
      'application/openapi+yaml',
      'application/javascript',
      'application/x-javascript',
      'application/ecmascript',
      'application/x-ndjson',
      'application/ndjson',
      'application/jsonl',
      'application/x-jsonlines',
      'application/json-seq',
      'application/geo+json-seq',
      'application/stream+json',
      'application/csv',
      'application/x-csv',
      'application/toml',
      'application/x-www-form-urlencoded',
      'application/graphql',
      'application/sql',
      'application/x-sh',
      'application/jwt',
      'application/openmetrics-text',
      'application/vnd.apple.mpegurl',
    ],
    base64: [
      'application/octet-stream',
      'binary/octet-stream',
      'application/pdf',
      'application/zip',
      'application/gzip',
      'application/cbor',
      'application/protobuf',
      'application/grpc',
      'image/png',
      'audio/mpeg',
      'video/mp4',
      'font/woff2',
      'multipart/form-data',
      'application/jsonx',
      'application/xmlx',
      'x-text/plain',
    ],
  }
  for (const [form, types] of Object.entries(table))
    for (const type of types)
      it(`reads ${type} as ${form}`, () => {
        expect(formOf(type)).to.equal(form)
      })
})
