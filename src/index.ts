import './assertNode.ts' // first

export { collectBatch } from './collectBatch.ts'
export type { Attempt } from './domain/Attempt.ts'
export { AttemptRecord } from './domain/AttemptRecord.ts'
export type { BatchPolicy } from './domain/BatchPolicy.ts'
export type { BodyCodec, IoTsDecoder, StandardIssue, StandardResult, StandardSchema } from './domain/BodyCodec.ts'
export { decodeBatch } from './domain/decodeBatch.ts'
export type { Issue, Issues } from './domain/describeIssues.ts'
export type {
  AbortedError,
  BlockedError,
  ConnectError,
  DeadlineError,
  DnsError,
  InvalidRequestError,
  OutputLimitError,
  ParseError,
  ProtocolError,
  RateLimitedError,
  RedirectError,
  SchemaError,
  SchemaIssue,
  SocketError,
  StatusError,
  TimeoutError,
  TlsError,
  TooLargeError,
  UnexpectedError,
} from './domain/ErrorKinds.ts'
export { FetchBatch } from './domain/FetchBatch.ts'
export { FetchError, type FetchErrorOf } from './domain/FetchError.ts'
export { DEFAULT_POLICY, type DefaultPolicy, FetchPolicy, type RequestPolicy } from './domain/FetchPolicy.ts'
export { FetchRequest, type RequestInput } from './domain/FetchRequest.ts'
export type { FetchResponse } from './domain/FetchResponse.ts'
export { type BodyType, FetchFailure, FetchResult, FetchSuccess, type Timing } from './domain/FetchResult.ts'
export type { HeaderFields } from './domain/HeaderFields.ts'
export type { BodyBytes, HopTrace } from './domain/HopTrace.ts'
export type { Parse } from './domain/Parse.ts'
export type { PerRequestPolicy } from './domain/PerRequestPolicy.ts'
export type { Phases } from './domain/Phases.ts'
export type { RateLike, RateWindow } from './domain/Rate.ts'
export type { ResponseHeaders } from './domain/ResponseHeaders.ts'
export type { Step, StepObserver } from './domain/Step.ts'
export type { AttemptState, FetchOptions, Prepare, RetryWhen } from './FetchOptions.ts'
export { fetchBatch } from './fetchBatch.ts'
export type { Requests } from './operators/source/RequestSource.ts'
export { streamResults } from './streamResults.ts'
export { createTraffic, type Traffic } from './traffic/createTraffic.ts'
export {
  type Addresses,
  createTransport,
  type HostAddress,
  type Interceptor,
  interceptTransport,
  type Next,
  type Resolve,
  type TransportOptions,
} from './transport/createTransport.ts'
export type { Transport } from './transport/Transport.ts'
