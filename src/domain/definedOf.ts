/** The fields of an object that are not undefined. */
export const definedOf = <T extends object>(object: T): T =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T
