/** What the environment names as the place for results. */
export type DestinationName = 'log' | { readonly bucket: string; readonly prefix: string }

/** S3 user guide, "General purpose bucket naming rules". */
const S3_FOLDER = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\/?((?:.+\/)?)$/s

/** Reads `log` or `s3://bucket/prefix/`. Throws an Error that names the variable. */
export function decodeDestination(variable: string, value: string): DestinationName {
  if (value === 'log') return 'log'
  const [, bucket, prefix] = S3_FOLDER.exec(value) ?? []
  if (bucket === undefined || prefix === undefined)
    throw new Error(`Environment variable ${variable} must be log or s3://bucket/prefix/, got ${value}`)
  return { bucket, prefix }
}
