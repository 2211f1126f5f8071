/** How much of the input has become how many requests; nobody knows of how much where `totalBytes` is undefined. */
export type InputMeter = { readBytes: number; requests: number; totalBytes: number | undefined }

/** Of input whose size nobody knows. */
export const noMeter = (): InputMeter => ({ readBytes: 0, requests: 0, totalBytes: undefined })
