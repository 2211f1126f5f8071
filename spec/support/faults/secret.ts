/** Stands in the query of every URL and in the bytes of broken servers: no error may repeat it. */
export const SECRET = 'hush-4711'
