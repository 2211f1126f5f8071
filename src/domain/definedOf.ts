/** What is there of an object whose fields may be undefined. */
type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> }

/** The fields of an object that are not undefined. */
export const definedOf = <T extends object>(object: T): Defined<T> =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Defined<T>
