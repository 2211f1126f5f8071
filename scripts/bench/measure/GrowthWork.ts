import type { Work } from './Work.ts'

/** As `Work`, but the URLs are generated from an origin instead of read from a file. */
export type GrowthWork = Omit<Work, 'urlsFile'> & { readonly origin: string }
