import * as t from 'io-ts'
import { open } from '../../domain/closed.ts'
import { decodeBatch } from '../../domain/decodeBatch.ts'
import { knownFieldsOf } from '../../domain/FetchRequest.ts'
import { POLICY_FIELDS } from '../../domain/policyFromStrings.ts'
import { objectForm } from '../AnswerForm.ts'
import { STATE_BYTES } from '../limits.ts'
import { defineTrigger } from './defineTrigger.ts'
import { hasUrl } from './readBatch.ts'

/** Step Functions developer guide, "ItemBatcher (Map)". */
const MapBatch = open('a Distributed Map batch', { Items: t.readonlyArray(t.unknown) }, { BatchInput: t.UnknownRecord })

const policyFieldsOf = (input: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(POLICY_FIELDS.filter((field) => field in input).map((field) => [field, input[field]]))

/**
 * A batch of a Step Functions Distributed Map. `BatchInput` has the `policy` and `results` of an event; without a `policy`,
 * its own policy fields are the policy.
 */
export const mapBatch = defineTrigger(
  {
    name: 'Distributed Map batch',
    accepts: '{ "Items": [a URL or a request, …], "BatchInput": {…} }, as a Distributed Map sends its batches',
  },
  MapBatch,
  ({ Items, BatchInput = {} }) => ({
    kind: 'reply',
    batch: decodeBatch({
      urls: Items.map((item) => (hasUrl(item) ? knownFieldsOf(item) : item)),
      policy: BatchInput.policy ?? policyFieldsOf(BatchInput),
      ...('results' in BatchInput ? { results: BatchInput.results } : {}),
    }),
    form: objectForm,
    limitBytes: STATE_BYTES,
  }),
)
