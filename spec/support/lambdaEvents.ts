/** An event of API Gateway's REST API as the developer guide shows it, with what a test says of it. */
export const restApiEvent = (event: object): object => ({
  resource: '/fetch',
  path: '/fetch',
  httpMethod: 'GET',
  headers: { Accept: '*/*', Host: 'abc123.execute-api.eu-north-1.amazonaws.com', 'User-Agent': 'curl/8.5.0' },
  multiValueHeaders: {
    Accept: ['*/*'],
    Host: ['abc123.execute-api.eu-north-1.amazonaws.com'],
    'User-Agent': ['curl/8.5.0'],
  },
  queryStringParameters: null,
  multiValueQueryStringParameters: null,
  pathParameters: null,
  stageVariables: null,
  requestContext: {
    accountId: '123456789012',
    apiId: 'abc123',
    domainName: 'abc123.execute-api.eu-north-1.amazonaws.com',
    extendedRequestId: 'JKJaXmPLvHcESHA=',
    httpMethod: 'GET',
    identity: { sourceIp: '203.0.113.7', userAgent: 'curl/8.5.0', user: null },
    path: '/prod/fetch',
    protocol: 'HTTP/1.1',
    requestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
    requestTimeEpoch: 1_763_863_538_000,
    resourceId: '123456',
    resourcePath: '/fetch',
    stage: 'prod',
  },
  body: null,
  isBase64Encoded: false,
  ...event,
})

type HttpPart = { readonly method?: string; readonly path?: string; readonly [field: string]: unknown }

/** An event of payload format 2.0: API Gateway's HTTP API, or a function URL with its own domain name. */
export const httpApiEvent = (
  { method = 'GET', path = '/fetch', ...event }: HttpPart,
  domainName = 'abc123.execute-api.eu-north-1.amazonaws.com',
): object => ({
  version: '2.0',
  routeKey: '$default',
  rawPath: path,
  rawQueryString: '',
  cookies: ['a=1'],
  headers: { accept: '*/*', host: domainName, 'user-agent': 'curl/8.5.0', 'x-forwarded-proto': 'https' },
  requestContext: {
    accountId: '123456789012',
    apiId: 'abc123',
    domainName,
    domainPrefix: 'abc123',
    http: { method, path, protocol: 'HTTP/1.1', sourceIp: '203.0.113.7', userAgent: 'curl/8.5.0' },
    requestId: 'JKJaXmPLvHcESHA=',
    routeKey: '$default',
    stage: '$default',
    time: '23/Nov/2026:03:05:38 +0000',
    timeEpoch: 1_763_863_538_000,
  },
  isBase64Encoded: false,
  ...event,
})

/** The domain name of a function URL. */
export const FUNCTION_URL = 'abcdefghijklmnopqrstuvwxyz012345.lambda-url.eu-north-1.on.aws'

/** An event of an Application Load Balancer as its user guide shows it. */
export const loadBalancerEvent = (event: object): object => ({
  requestContext: {
    elb: {
      targetGroupArn: 'arn:aws:elasticloadbalancing:eu-north-1:123456789012:targetgroup/fetch/6d0ecf831eec9f09',
    },
  },
  httpMethod: 'GET',
  path: '/fetch',
  queryStringParameters: {},
  headers: { accept: '*/*', host: 'fetch.example.com', 'user-agent': 'curl/8.5.0', 'x-forwarded-proto': 'https' },
  body: '',
  isBase64Encoded: false,
  ...event,
})

/** The same with multi-value headers enabled. */
export const multiValueEvent = (event: object): object => {
  const { headers: _, queryStringParameters: __, ...rest } = loadBalancerEvent({}) as Record<string, unknown>
  return {
    ...rest,
    multiValueHeaders: { accept: ['*/*'], host: ['fetch.example.com'], 'user-agent': ['curl/8.5.0'] },
    multiValueQueryStringParameters: {},
    ...event,
  }
}

/** An event of VPC Lattice as its user guide shows it, of event structure version 2.0. */
export const latticeEvent = (event: object): object => ({
  version: '2.0',
  path: '/fetch',
  method: 'GET',
  headers: { accept: ['*/*'], host: ['fetch-0a40eebed65f8d69c.7d67968.vpc-lattice-svcs.eu-north-1.on.aws'] },
  queryStringParameters: {},
  isBase64Encoded: false,
  requestContext: {
    serviceNetworkArn: 'arn:aws:vpc-lattice:eu-north-1:123456789012:servicenetwork/sn-0bf3f2882e9cc805a',
    serviceArn: 'arn:aws:vpc-lattice:eu-north-1:123456789012:service/svc-0a40eebed65f8d69c',
    targetGroupArn: 'arn:aws:vpc-lattice:eu-north-1:123456789012:targetgroup/tg-6d0ecf831eec9f09',
    identity: { sourceVpcArn: 'arn:aws:ec2:eu-north-1:123456789012:vpc/vpc-0b8276c84697e7339' },
    region: 'eu-north-1',
    timeEpoch: '1763863538000000',
  },
  ...event,
})

/** The same of version 1.0. */
export const latticeV1Event = (event: object): object => ({
  raw_path: '/fetch',
  method: 'GET',
  headers: { accept: '*/*', host: 'fetch-0a40eebed65f8d69c.7d67968.vpc-lattice-svcs.eu-north-1.on.aws' },
  query_string_parameters: {},
  is_base64_encoded: false,
  ...event,
})

const QUEUE_ARN = 'arn:aws:sqs:eu-north-1:123456789012:fetch'

/** A record of a standard queue. */
export const sqsRecord = (messageId: string, body: string, eventSourceARN = QUEUE_ARN): object => ({
  messageId,
  receiptHandle: 'AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a',
  body,
  attributes: {
    ApproximateReceiveCount: '1',
    SentTimestamp: '1763863538000',
    SenderId: 'AIDAIENQZJOLO23YVJ4VO',
    ApproximateFirstReceiveTimestamp: '1763863538001',
  },
  messageAttributes: {},
  md5OfBody: 'e4e68fb7bd0e697a0ae8f1bb342846b3',
  eventSource: 'aws:sqs',
  eventSourceARN,
  awsRegion: 'eu-north-1',
})

/** A record of a FIFO queue. */
export const fifoRecord = (messageId: string, body: string, group = '1'): object => ({
  ...sqsRecord(messageId, body, `${QUEUE_ARN}.fifo`),
  attributes: {
    ApproximateReceiveCount: '1',
    SequenceNumber: '18849496460467696128',
    MessageGroupId: group,
    MessageDeduplicationId: messageId,
  },
})

/** What a topic without raw message delivery puts around a message in a queue. */
export const snsEnvelope = (message: string): string =>
  JSON.stringify({
    Type: 'Notification',
    MessageId: '22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324',
    TopicArn: 'arn:aws:sns:eu-north-1:123456789012:fetch',
    Message: message,
    Timestamp: '2026-11-23T03:05:38.000Z',
    SignatureVersion: '1',
    Signature: 'EXAMPLE',
    SigningCertURL: 'https://sns.eu-north-1.amazonaws.com/SimpleNotificationService-EXAMPLE.pem',
    UnsubscribeURL: 'https://sns.eu-north-1.amazonaws.com/?Action=Unsubscribe',
  })

/** A record of an SNS topic. */
export const snsRecord = (message: string): object => ({
  EventVersion: '1.0',
  EventSubscriptionArn: 'arn:aws:sns:eu-north-1:123456789012:fetch:21be56ed-a058-49f5-8c98-aedd2564c486',
  EventSource: 'aws:sns',
  Sns: {
    SignatureVersion: '1',
    Timestamp: '2026-11-23T03:05:38.000Z',
    Signature: 'EXAMPLE',
    SigningCertUrl: 'https://sns.eu-north-1.amazonaws.com/SimpleNotificationService-EXAMPLE.pem',
    MessageId: '95df01b4-ee98-5cb9-9903-4c221d41eb5e',
    Message: message,
    MessageAttributes: {},
    Type: 'Notification',
    UnsubscribeUrl: 'https://sns.eu-north-1.amazonaws.com/?Action=Unsubscribe',
    TopicArn: 'arn:aws:sns:eu-north-1:123456789012:fetch',
    Subject: null,
  },
})

const base64 = (text: string): string => Buffer.from(text).toString('base64')

/** A record of a Kinesis data stream. */
export const kinesisRecord = (sequenceNumber: string, data: string): object => ({
  kinesis: {
    kinesisSchemaVersion: '1.0',
    partitionKey: '1',
    sequenceNumber,
    data: base64(data),
    approximateArrivalTimestamp: 1_763_863_538.001,
  },
  eventSource: 'aws:kinesis',
  eventVersion: '1.0',
  eventID: `shardId-000000000006:${sequenceNumber}`,
  eventName: 'aws:kinesis:record',
  invokeIdentityArn: 'arn:aws:iam::123456789012:role/lambda-role',
  awsRegion: 'eu-north-1',
  eventSourceARN: 'arn:aws:kinesis:eu-north-1:123456789012:stream/fetch',
})

/** The same as EventBridge Pipes hand it over. */
export const pipedKinesisRecord = (sequenceNumber: string, data: string): object => {
  const { kinesis, ...record } = kinesisRecord(sequenceNumber, data) as { kinesis: object }
  return { ...kinesis, ...record }
}

/** An event of an EventBridge rule. */
export const busEvent = (detail: unknown): object => ({
  version: '0',
  id: '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
  'detail-type': 'Fetch wanted',
  source: 'com.example.orders',
  account: '123456789012',
  time: '2026-11-23T03:05:38Z',
  region: 'eu-north-1',
  resources: [],
  detail,
})

/** An event of EventBridge Scheduler, whose detail is a string. */
export const schedulerEvent = (detail = '{}'): object => ({
  ...busEvent(detail),
  'detail-type': 'Scheduled Event',
  source: 'aws.scheduler',
  resources: ['arn:aws:scheduler:eu-north-1:123456789012:schedule/default/fetch'],
})

/** A record of a DynamoDB stream, which EventBridge Pipes hand over as it is. */
export const dynamoRecord = (): object => ({
  eventID: '1',
  eventVersion: '1.1',
  dynamodb: { Keys: { Id: { N: '101' } }, StreamViewType: 'NEW_IMAGE', SequenceNumber: '111', SizeBytes: 26 },
  awsRegion: 'eu-north-1',
  eventName: 'INSERT',
  eventSourceARN: 'arn:aws:dynamodb:eu-north-1:123456789012:table/fetch/stream/2026-11-23T03:05:38.000',
  eventSource: 'aws:dynamodb',
})

const kafkaRecord = { topic: 'fetch', partition: 0, offset: 15, timestamp: 1_763_863_538_000, value: base64('{}') }

/** Events of the sources that are polled and not served, by the name of their source. */
export const POLLED_EVENTS: Readonly<Record<string, unknown>> = {
  'aws:dynamodb': { Records: [dynamoRecord()] },
  'aws:kafka': { eventSource: 'aws:kafka', bootstrapServers: 'b-1:9092', records: { 'fetch-0': [kafkaRecord] } },
  SelfManagedKafka: { eventSource: 'SelfManagedKafka', records: { 'fetch-0': [kafkaRecord] } },
  'aws:amq': {
    eventSource: 'aws:amq',
    eventSourceArn: 'arn:aws:mq:eu-north-1:123456789012:broker:fetch',
    messages: [{ messageID: 'ID:1', messageType: 'jms/text-message', data: base64('{}') }],
  },
  'aws:rmq': { eventSource: 'aws:rmq', rmqMessagesByQueue: { 'fetch::/': [{ data: base64('{}') }] } },
  'aws:docdb': { eventSource: 'aws:docdb', events: [{ event: { operationType: 'insert' } }] },
}

/** The same as EventBridge Pipes hand them over. */
export const PIPED_EVENTS: Readonly<Record<string, unknown>> = {
  'aws:dynamodb': [dynamoRecord()],
  'aws:kafka': [{ ...kafkaRecord, eventSource: 'aws:kafka' }],
  SelfManagedKafka: [{ ...kafkaRecord, eventSource: 'SelfManagedKafka' }],
  'aws:amq': [{ eventSource: 'aws:amq', messageID: 'ID:1', data: base64('{}') }],
  'aws:rmq': [{ eventSource: 'aws:rmq', queue: 'fetch', data: base64('{}') }],
}
