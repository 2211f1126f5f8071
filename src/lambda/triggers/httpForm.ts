import { type AnswerForm, jsonBytes } from '../AnswerForm.ts'

type Headers = Readonly<Record<string, string>>

/** The object that a front end makes an HTTP response of. */
export type HttpAnswer = (statusCode: HttpStatus, headers: Headers, body: string) => object

export type HttpStatus = keyof typeof REASONS

const REASONS = {
  200: 'OK',
  204: 'No Content',
  400: 'Bad Request',
  405: 'Method Not Allowed',
  500: 'Internal Server Error',
}

/** The header fields of an answer with a body. */
export const JSON_TYPE = { 'content-type': 'application/json' }

/** API Gateway's and function URLs' answer. */
export const gatewayAnswer: HttpAnswer = (statusCode, headers, body) => ({
  statusCode,
  headers,
  body,
  isBase64Encoded: false,
})

/** A load balancer's answer. */
export const loadBalancerAnswer: HttpAnswer = (statusCode, headers, body) => ({
  statusCode,
  statusDescription: `${statusCode} ${REASONS[statusCode]}`,
  headers,
  body,
  isBase64Encoded: false,
})

/** A load balancer's answer to an event with multi-value headers, which must have them too. */
export const multiValueAnswer: HttpAnswer = (statusCode, headers, body) => ({
  statusCode,
  statusDescription: `${statusCode} ${REASONS[statusCode]}`,
  multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
  body,
  isBase64Encoded: false,
})

/** Items as a JSON array in a string: as that string stands in the answer's own JSON, its quotes count once more. */
export const httpForm = (toAnswer: HttpAnswer): AnswerForm => ({
  hold: (item) => {
    const text = JSON.stringify(item) ?? 'null'
    return { held: text, bytes: jsonBytes(text) - 2 }
  },
  holdsValues: false,
  toText: String,
  hasSummary: false,
  answer: (texts) => toAnswer(200, JSON_TYPE, `[${texts.join(',')}]`),
  refuse: (statusCode, body) => toAnswer(statusCode, JSON_TYPE, JSON.stringify(body)),
})
