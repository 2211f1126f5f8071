import type { Issues } from '../domain/describeIssues.ts'
import { jsonBytes } from './AnswerForm.ts'
import type { Refusal } from './toAnswer.ts'
import type { Reply } from './triggers/Trigger.ts'

/** Issues listed at most: nobody reads more. */
const MAX_ISSUES = 1_000

/** Answers that the event is not valid, and where: as many issues as the answer has room for. */
export function refuse({ form, limitBytes }: Pick<Reply, 'form' | 'limitBytes'>, issues: Issues): unknown {
  const whole: Refusal = { error: 'Invalid event', issues: [] }
  let roomBytes = limitBytes - jsonBytes(form.refuse(400, { ...whole, omittedIssues: issues.length }))
  const listed = issues.slice(0, MAX_ISSUES).filter((issue) => {
    const bytes = form.hold(issue).bytes + 1 // and the comma after it
    if (bytes > roomBytes) return false
    roomBytes -= bytes
    return true
  })
  const omittedIssues = issues.length - listed.length
  return form.refuse(400, { ...whole, issues: listed, ...(omittedIssues === 0 ? {} : { omittedIssues }) })
}
