import { answer } from '../behaviours.ts'
import { type Expected, either, failure, success } from '../expected.ts'
import type { Fault } from '../Fault.ts'
import { JSON_TYPE } from '../wire.ts'

const utf8 = (text: string): Buffer => Buffer.from(text, 'utf8')
const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le')
const BOM = Buffer.from('efbbbf', 'hex')
const VALUE = { name: 'café', sign: '€' }
const TEXT = JSON.stringify(VALUE)

const badCharset = failure('parse', { reason: 'charset' })
const badJson = failure('parse', { reason: 'json' })
const tooDeep = failure('parse', { reason: 'depth' })

const typed = (name: string, contentType: string, body: string | Uint8Array, expected: Expected): Fault => ({
  name,
  serve: answer('200 OK', [`content-type: ${contentType}`], body),
  expected,
})

const json = (name: string, body: string | Uint8Array, expected: Expected): Fault => ({
  name: `json-${name}`,
  serve: answer('200 OK', [JSON_TYPE], body),
  expected,
})

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)
const nestedObjects = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`

const EMPTY_OBJECTS = Math.floor(1_048_576 / '{},'.length)
const MEGABYTE_OF_OBJECTS = `[${Array.from({ length: EMPTY_OBJECTS }, () => '{}').join(',')}]`

const hasOwnProto = (body: unknown): boolean =>
  typeof body === 'object' &&
  body !== null &&
  Object.hasOwn(body, '__proto__') &&
  Object.getPrototypeOf(body) === Object.prototype &&
  Reflect.get({}, 'polluted') === undefined

/** Bodies that are not what their type says, or are it in a way that breaks readers. */
export const textFaults: readonly Fault[] = [
  typed(
    'charset-of-latin-1-json',
    'application/json; charset=iso-8859-1',
    Buffer.from('{"name":"caf\xe9"}', 'latin1'),
    success({ name: 'café' }),
  ),
  typed('charset-of-utf-16-json', 'application/json; charset=utf-16le', utf16(TEXT), success(VALUE)),
  typed('charset-in-quotes', 'application/json; charset="UTF-8"', utf8(TEXT), success(VALUE)),
  typed(
    'charset-wrong-latin-1-as-utf-8',
    'application/json; charset=utf-8',
    Buffer.from('{"name":"caf\xe9"}', 'latin1'),
    badCharset,
  ),
  typed('charset-of-latin-1-json-that-is-utf-8', 'application/json; charset=iso-8859-1', utf8(TEXT), success(VALUE)),
  typed(
    'charset-of-utf-16-json-with-a-bom',
    'application/json',
    Buffer.concat([Buffer.from('fffe', 'hex'), utf16(TEXT)]),
    success(VALUE),
  ),
  typed('charset-of-utf-16-json-unsaid', 'application/json', utf16(TEXT), success(VALUE)),
  typed('charset-in-single-quotes', "application/json; charset='utf-8'", utf8(TEXT), success(VALUE)),
  typed('charset-none', 'application/json; charset=none', utf8(TEXT), success(VALUE)),
  typed('charset-unknown-of-json', 'application/json; charset=klingon', utf8(TEXT), success(VALUE)),
  typed(
    'charset-unknown-of-latin-1-json',
    'application/json; charset=klingon',
    Buffer.from('{"name":"caf\xe9"}', 'latin1'),
    badCharset,
  ),
  typed('charset-unknown-of-text', 'text/plain; charset=klingon', 'hello', success('hello', { bodyType: 'text' })),
  typed('charset-overlong-utf-8', 'application/json', Buffer.from('22c0af22', 'hex'), badCharset),
  typed('charset-surrogates-in-utf-8', 'application/json', Buffer.from('22eda08022', 'hex'), badCharset),
  typed('charset-cut-within-a-character', 'application/json', utf8('"€').subarray(0, 3), badCharset),
  typed(
    'text-in-latin-1',
    'text/plain; charset=latin1',
    Buffer.from('caf\xe9', 'latin1'),
    success('café', { bodyType: 'text' }),
  ),
  typed(
    'text-with-a-bom',
    'text/plain',
    Buffer.concat([BOM, utf8('café')]),
    either(success('café'), success('\ufeffcafé')),
  ),
  typed('text-of-xml', 'application/atom+xml', '<feed/>', success('<feed/>', { bodyType: 'text' })),
  typed(
    'type-unknown',
    'application/octet-stream',
    Buffer.from('00ff', 'hex'),
    success('AP8=', { bodyType: 'base64' }),
  ),
  typed('type-empty', '', 'hello', success('hello', { bodyType: 'text' })),
  typed('type-nonsense', ';;;===', 'hello', success('hello', { bodyType: 'text' })),
  typed('type-nonsense-of-json', ';;;===', '{"a":1}', success({ a: 1 }, { bodyType: 'json' })),
  typed('type-nonsense-of-bytes', ';;;===', Buffer.from('00ff', 'hex'), success('AP8=', { bodyType: 'base64' })),
  typed('type-text-json', 'text/json', '{"a":1}', success({ a: 1 }, { bodyType: 'json' })),
  typed('type-ndjson', 'application/x-ndjson', '1\n2\n', success('1\n2\n', { bodyType: 'text' })),
  typed('type-yaml', 'application/yaml', 'a: 1', success('a: 1', { bodyType: 'text' })),
  typed('type-form', 'application/x-www-form-urlencoded', 'a=1', success('a=1', { bodyType: 'text' })),
  {
    name: 'type-missing',
    serve: answer('200 OK', [], '{"ok":true}'),
    expected: success({ ok: true }, { bodyType: 'json' }),
  },
  {
    name: 'type-twice',
    serve: answer('200 OK', [JSON_TYPE, JSON_TYPE], '{"ok":true}'),
    expected: success({ ok: true }, { bodyType: 'json' }),
  },
  {
    name: 'type-twice-with-charset',
    serve: answer('200 OK', [`${JSON_TYPE}; charset=utf-8`, `${JSON_TYPE}; charset=utf-8`], '{"ok":true}'),
    expected: success({ ok: true }, { bodyType: 'json' }),
  },
  typed('type-problem-json', 'application/problem+json', '{"a":1}', success({ a: 1 }, { bodyType: 'json' })),
  typed('type-html-of-json', 'text/html', '{"a":1}', success('{"a":1}', { bodyType: 'text' })),
  {
    name: 'type-html-forced-to-json',
    serve: answer('200 OK', ['content-type: text/html'], '<!doctype html><title>Sign in</title>'),
    request: { parse: 'json' },
    expected: badJson,
  },

  json('with-a-bom', Buffer.concat([BOM, utf8(TEXT)]), success(VALUE)),
  json('of-a-bom-alone', BOM, either(badJson, success(null))),
  json('with-two-boms', Buffer.concat([BOM, BOM, utf8(TEXT)]), badJson),
  json('that-is-html', '<!doctype html><title>Bad Gateway</title>', badJson),
  json('cut-short', TEXT.slice(0, 10), badJson),
  json('with-a-trailing-comma', '{"a":1,}', badJson),
  json('with-single-quotes', "{'a':1}", badJson),
  json('of-nan', 'NaN', badJson),
  json('twice', '{"a":1}{"a":2}', badJson),
  json('with-a-callback', 'callback({"a":1})', badJson),
  json('with-a-guard', ')]}\',\n{"a":1}', badJson),
  json('of-white-space', ' \r\n\t ', badJson),
  json('with-nuls', '{"a":1}\0\0', badJson),
  json('with-a-raw-newline', '"a\nb"', badJson),
  json('of-null', 'null', success(null, { bodyType: 'json' })),
  json('of-a-huge-number', '[1e999]', success([Number.POSITIVE_INFINITY])),
  json('with-a-lone-surrogate', '"\\ud800"', success('\ud800')),
  json('with-a-key-twice', '{"a":1,"a":2}', success({ a: 2 })),
  json('nested-200-deep', nested(200), success(JSON.parse(nested(200)))),
  json('nested-201-deep', nested(201), tooDeep),
  json('of-objects-nested-201-deep', nestedObjects(201), tooDeep),
  json('nested-5000-deep', nested(5_000), tooDeep),
  json('of-objects-nested-5000-deep', nestedObjects(5_000), tooDeep),
  json('nested-500000-deep', nested(500_000), either(tooDeep, badJson)),
  json('unclosed-500000-deep', '['.repeat(500_000), badJson),
  json('with-proto', '{"__proto__":{"polluted":true}}', success(hasOwnProto)),
  json(
    'with-constructor',
    '{"constructor":{"prototype":{"polluted":true}}}',
    success({ constructor: { prototype: { polluted: true } } }),
  ),
  {
    name: 'json-of-a-megabyte-of-objects',
    serve: answer('200 OK', [JSON_TYPE], MEGABYTE_OF_OBJECTS),
    request: { maxBodyBytes: 2_097_152 },
    expected: success((body: unknown) => Array.isArray(body) && body.length === EMPTY_OBJECTS),
  },
]
