import type { FetchPolicy } from '../domain/FetchPolicy.ts'
import type { FetchRequest } from '../domain/FetchRequest.ts'
import type { FetchResult } from '../domain/FetchResult.ts'
import type { Console } from './Console.ts'
import { type ExitCode, exitCodeOf } from './exitCode.ts'
import { explain } from './explain.ts'
import { howToGoOn } from './howToGoOn.ts'
import { noMeter } from './input/InputMeter.ts'
import type { Located } from './input/Located.ts'
import { oneByOne } from './input/oneByOne.ts'
import { readRequests } from './input/readInput.ts'
import type { RequestShape } from './options/RequestShape.ts'
import { jsonSink, lineSink, toReadableLine } from './output/lineSinks.ts'
import { paintFor } from './output/paint.ts'
import type { ResultSink } from './output/ResultSink.ts'
import { columnsOf } from './progress/LiveLine.ts'
import { progressText } from './progress/progressText.ts'
import { Statistics } from './progress/Statistics.ts'
import { NO_PROGRESS, showProgress } from './progress/showProgress.ts'
import { summaryText } from './progress/summaryText.ts'
import { watchSteps } from './progress/watchSteps.ts'
import type { Resumption } from './resume/createResumption.ts'
import { runRequests } from './runRequests.ts'
import { toTable } from './table.ts'

/** What is to be fetched, and what becomes of the results. */
export type Task = {
  readonly urls: readonly string[]
  /** Read where there are no URLs. */
  readonly inputs: readonly string[]
  readonly policy: FetchPolicy
  readonly shape: RequestShape
  /** The folder for bodies. */
  readonly output: string | undefined
  readonly resume: { readonly path: string; readonly retryFailed: boolean; readonly resend: boolean } | undefined
  readonly maxFailures: number | undefined
  readonly isQuiet: boolean
  readonly isVerbose: boolean
}

type Request = string | FetchRequest

const locateUrls = (urls: readonly string[]): Located[] =>
  urls.map((request, index) => ({ request, index, line: undefined, source: undefined }))

/** Fetches what a task says, shows how it goes, and tells the exit code. */
export async function fetchUrls(task: Task, console: Console): Promise<ExitCode> {
  const { stdout, stderr, env } = console
  const saveBody =
    task.output === undefined
      ? undefined
      : await (await import('./output/bodyFiles.ts')).openBodyFiles(task.output, task.policy.parse === undefined)
  const record = task.resume && (await (await import('./resume/openRecord.ts')).openRecord(task.resume.path))
  const resumption: Resumption | undefined =
    record &&
    task.resume &&
    (await import('./resume/createResumption.ts')).createResumption(record, task.shape, task.resume)
  const policy = saveBody === undefined ? task.policy : { parse: 'base64' as const, ...task.policy }

  const meter = noMeter()
  /** What is under way, by the index that the batch gives it. */
  const underWay = new Map<number, Located>()
  let pulled = 0
  let isAllPulled = false
  const { shape, headers } = task.shape
  const take = (located: Located): Request => {
    underWay.set(pulled++, located)
    return shape(located.request)
  }
  async function* toTheEnd(groups: AsyncIterable<Iterable<Located>>): AsyncGenerator<Iterable<Located>> {
    yield* groups
    isAllPulled = true
  }
  const open = (): Iterable<Request> | AsyncIterable<Request> => {
    if (task.urls.length > 0) {
      const urls = locateUrls(task.urls)
      const left = resumption === undefined ? urls : resumption.remaining(urls)
      isAllPulled = true
      return left.map(take)
    }
    const read = readRequests(task.inputs, console.stdin, meter)
    return oneByOne(toTheEnd(resumption === undefined ? read : resumption.remainingOf(read)), take)
  }

  const statistics = new Statistics()
  const total = (): { total: number | undefined; isEstimate: boolean } => {
    if (isAllPulled) return { total: pulled, isEstimate: false }
    const { readBytes, totalBytes } = meter
    return totalBytes === undefined || readBytes === 0
      ? { total: undefined, isEstimate: false }
      : { total: Math.round((pulled * totalBytes) / readBytes), isEstimate: true }
  }
  const watch = watchSteps()
  /** Steps cost each request time: they are told where somebody sees what they say. */
  const isWatched = !task.isQuiet && (stderr.isTTY === true || policy.hedgeAfterMs !== undefined)
  const text = (columns: number): string =>
    progressText(statistics, { ...total(), inFlight: underWay.size }, watch.waits(), columns)
  const progress = task.isQuiet ? NO_PROGRESS : showProgress(console, text)

  const isForPeople = stdout.isTTY === true && record === undefined
  const openSink = (signal: AbortSignal): ResultSink => {
    if (record !== undefined) return { put: (result) => record.append(result), end: async () => {} }
    return isForPeople
      ? lineSink(stdout, signal, toReadableLine(stdout, paintFor(stdout, env)), progress.around)
      : jsonSink(stdout, signal)
  }
  const isTabled = task.urls.length > 0 && stdout.isTTY !== true && !task.isQuiet && !task.isVerbose
  const rows: FetchResult[] = []
  const say = toReadableLine(stderr, paintFor(stderr, env))
  const tellFrom =
    (sink: ResultSink) =>
    (result: FetchResult): void | Promise<void> => {
      const located = underWay.get(result.index)
      underWay.delete(result.index)
      const own = located === undefined || located.index === result.index ? result : { ...result, index: located.index }
      const told = explain(own, located)
      statistics.add(told)
      if (isTabled) rows.push(told)
      if (task.isVerbose && !isForPeople) progress.around(() => stderr.write(say(told)))
      if (saveBody === undefined) return sink.put(told)
      return saveBody(told).then((filed) => sink.put(filed))
    }

  try {
    const tally = await runRequests(
      {
        requests: open(),
        isAllRead: () => isAllPulled,
        options: { ...policy, headers, ...(isWatched ? { observer: watch } : {}) },
        openSink(signal) {
          const sink = openSink(signal)
          return { put: tellFrom(sink), end: sink.end }
        },
        ...(task.maxFailures === undefined ? {} : { maxFailures: task.maxFailures }),
      },
      console,
    )
    progress.stop()
    const isUnread = record === undefined && tally.interrupted && tally.by === undefined
    if (isUnread) return exitCodeOf(tally) // who read the results has enough
    statistics.hedges = watch.hedges
    const ending = tally.interrupted ? ', interrupted' : tally.tooManyFailed ? ', too many' : ''
    if (!task.isQuiet) stderr.write(summaryText(statistics, ending, columnsOf(stderr), paintFor(stderr, env), isTabled))
    if (isTabled) stderr.write(toTable(rows.sort((one, other) => one.index - other.index)))
    const { done = 0, failed = 0, unsure = 0, unsureText } = resumption ?? {}
    if (!task.isQuiet && done + failed > 0)
      stderr.write(`before: ${done} ok, ${failed} failed${failed > 0 ? ' (--retry-failed tries them again)' : ''}\n`)
    if (unsureText !== undefined) stderr.write(unsureText)
    if (!task.isQuiet) stderr.write(howToGoOn(tally, task, stdout.isTTY === true))
    return exitCodeOf({ ...tally, ok: tally.ok + done, failed: tally.failed + failed + unsure })
  } finally {
    progress.stop()
    record?.close()
  }
}
