/** What nobody handled, in words. */
export type ProcessWatch = { readonly complaints: string[]; readonly stop: () => void }

const brief = (reason: unknown): string => String(reason instanceof Error ? reason.stack : reason).slice(0, 500)

/** Collects unhandled rejections, uncaught exceptions and warnings, instead of dying of them. */
export function watchProcess(): ProcessWatch {
  const complaints: string[] = []
  const rejected = (reason: unknown) => complaints.push(`unhandled rejection: ${brief(reason)}`)
  const thrown = (error: unknown) => complaints.push(`uncaught exception: ${brief(error)}`)
  const warned = (warning: Error) => {
    if (warning.name !== 'ExperimentalWarning') complaints.push(`warning: ${brief(warning)}`)
  }
  process.on('unhandledRejection', rejected).on('uncaughtException', thrown).on('warning', warned)
  return {
    complaints,
    stop: () => {
      process.off('unhandledRejection', rejected).off('uncaughtException', thrown).off('warning', warned)
    },
  }
}
