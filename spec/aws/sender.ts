type Sdk = Readonly<Record<string, new (input: object) => object>>

/** Sends a command of an SDK, named without its `Command`. */
export type Send = <A>(command: string, input: object) => Promise<A>

/** What sends a command of an SDK by its name. */
export function sender(sdk: Sdk, clientName: string): Send {
  const create = (name: string, input: object): object => {
    const Class = sdk[name]
    if (Class === undefined) throw new Error(`The SDK has no ${name}`)
    return new Class(input)
  }
  const client = create(clientName, {}) as { send(command: object): Promise<never> }
  return (command, input) => client.send(create(`${command}Command`, input))
}
