/** Whether an object is of no class: its entries are all that it says. */
export function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null // another realm has another Object.prototype
}
