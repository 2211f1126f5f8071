import { DEFAULT_POLICY } from '../domain/FetchPolicy.ts'
import type { FetchResult } from '../domain/FetchResult.ts'
import type { Console } from './Console.ts'
import { type ExitCode, exitCodeOf } from './exitCode.ts'
import { howToGoOn } from './howToGoOn.ts'
import { isFile, jsonSink, lineSink, toReadableLine } from './output/lineSinks.ts'
import { OutputError } from './output/OutputError.ts'
import { paintFor } from './output/paint.ts'
import type { ResultSink } from './output/ResultSink.ts'
import { lineWidthOf } from './progress/LiveLine.ts'
import { progressText } from './progress/progressText.ts'
import { Statistics } from './progress/Statistics.ts'
import { NO_PROGRESS, showProgress } from './progress/showProgress.ts'
import { summaryText } from './progress/summaryText.ts'
import { watchSteps } from './progress/watchSteps.ts'
import type { Resumption } from './resume/createResumption.ts'
import { runRequests } from './runRequests.ts'
import { TakenRequests } from './TakenRequests.ts'
import type { Task } from './Task.ts'
import { toTable } from './table.ts'
import { talkOf } from './talkOf.ts'

/** Fetches what a task says, shows how it goes, and tells the exit code. */
export async function fetchUrls(task: Task, console: Console): Promise<ExitCode> {
  const saveBody =
    task.output === undefined
      ? undefined
      : await (await import('./output/bodyFiles.ts')).openBodyFiles(task.output, task.policy.parse === undefined)
  const record = task.resume && (await (await import('./resume/openRecord.ts')).openRecord(task.resume.path))
  const resumption: Resumption | undefined =
    record &&
    task.resume &&
    (await import('./resume/createResumption.ts')).createResumption(record, task.shape, task.resume)
  const { stdout, env } = console
  const stderr = record === undefined ? talkOf(console) : console.stderr
  const policy = saveBody === undefined ? task.policy : { parse: 'base64' as const, ...task.policy }

  const taken = new TakenRequests(task, console.stdin, resumption)
  const statistics = new Statistics()
  const watch = watchSteps()
  /** Steps cost each request time: they are told where somebody sees what they say. */
  const isWatched = !task.isQuiet && (stderr.isTTY === true || policy.hedgeAfterMs !== undefined)
  const most = policy.concurrency ?? DEFAULT_POLICY.concurrency
  const text = (columns: number): string => {
    const { extent } = taken
    const inFlight = isWatched ? watch.inFlight : Math.min(extent.inFlight, most)
    return progressText(statistics, { ...extent, inFlight }, watch.waits(), columns)
  }
  const progress = task.isQuiet ? NO_PROGRESS : showProgress({ stderr, env }, text)

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
      const told = taken.settle(result)
      statistics.add(told)
      if (isTabled) rows.push(told)
      if (task.isVerbose && !isForPeople) progress.around(() => stderr.write(say(told)))
      if (saveBody === undefined) return sink.put(told)
      return saveBody(told).then((filed) => sink.put(filed))
    }

  const summarize = (ending: string): void => {
    if (task.isQuiet) return
    statistics.hedges = isWatched || !taken.hasOwnHedges ? watch.hedges : undefined
    stderr.write(summaryText(statistics, ending, lineWidthOf(stderr), paintFor(stderr, env), isTabled))
  }

  try {
    const tally = await runRequests(
      {
        requests: taken.open(),
        isAllRead: () => taken.isAllTaken,
        options: { ...policy, headers: task.shape.headers, ...(isWatched ? { observer: watch } : {}) },
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
    const ending = tally.interrupted ? ', interrupted' : tally.tooManyFailed ? ', too many' : ''
    summarize(ending)
    if (isTabled) stderr.write(toTable(rows.sort((one, other) => one.index - other.index)))
    const { done = 0, failed = 0, unsure = 0, unsureText } = resumption ?? {}
    if (!task.isQuiet && done + failed > 0)
      stderr.write(`before: ${done} ok, ${failed} failed${failed > 0 ? ' (--retry-failed tries them again)' : ''}\n`)
    if (unsureText !== undefined) stderr.write(unsureText)
    if (!task.isQuiet) stderr.write(howToGoOn(tally, task, isFile(stdout)))
    return exitCodeOf({ ...tally, ok: tally.ok + done, failed: tally.failed + failed + unsure })
  } catch (error) {
    progress.stop()
    const isOfInput = !(error instanceof OutputError)
    if (isOfInput && statistics.done > 0) summarize(', not all was read')
    throw error
  } finally {
    progress.stop()
    taken.close()
    record?.close()
  }
}
