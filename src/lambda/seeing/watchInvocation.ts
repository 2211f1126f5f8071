import type { StepObserver } from '../../domain/Step.ts'
import type { Service } from '../createService.ts'
import { type LambdaContext, remainingMsOf, requestIdOf, xRayTraceOf } from '../LambdaContext.ts'
import { createTally } from './createTally.ts'
import type { InvocationReport } from './InvocationReport.ts'
import { toLogLine } from './toLogLine.ts'
import { toMetrics } from './toMetrics.ts'
import { traceHeaders } from './traceHeaders.ts'
import { watchTransport } from './watchTransport.ts'

/** One invocation that is watched. */
export type Watched = {
  /** What to serve it with. */
  readonly service: Service
  /** Tells what became of it; call it when its answer is made. */
  end(trigger: string | undefined): void
}

/** Ours hears a step first, since what a program's own does with it is its own affair. */
const both = (ours: StepObserver, own: StepObserver | undefined): StepObserver =>
  own === undefined
    ? ours
    : {
        next(step) {
          ours.next(step)
          return own.next(step)
        },
      }

/** Watches one invocation; `cold` says whether it is the first of its process. */
export function watchInvocation(service: Service, context: LambdaContext | null | undefined, cold: boolean): Watched {
  const { log, metrics, trace } = service.seeing
  if (log === undefined && !trace) return { service, end: () => {} }
  const tally = createTally()
  const startedAtMs = performance.now()
  const headers = trace ? traceHeaders(xRayTraceOf(context)) : {}
  const tell = (report: InvocationReport): void => {
    const nowMs = Date.now()
    if (log !== undefined) process.stderr.write(toLogLine(report, log, nowMs))
    if (metrics !== undefined) process.stdout.write(toMetrics(report, metrics, nowMs)) // not by `console`, which is wrapped
  }
  return {
    service: {
      ...service,
      plan(batch, clock) {
        const { options, ...plan } = service.plan(batch, clock)
        const transport = watchTransport(options.transport, headers, tally.addResponse)
        const observer = both(tally.ofBatch(), options.observer)
        return { ...plan, options: { ...options, transport, observer }, see: tally.addResult }
      },
    },
    end(trigger) {
      const remainingMs = remainingMsOf(context)
      tell({
        requestId: requestIdOf(context),
        cold,
        ...(trigger === undefined ? {} : { trigger }),
        durationMs: Math.round(performance.now() - startedAtMs),
        ...(remainingMs === undefined ? {} : { remainingMs }),
        ...tally.report(),
      })
    },
  }
}
