// What the contestants use of their packages, so that type checking does not need the packages installed.

declare module 'p-map' {
  export default function pMap<Item, Result>(
    items: readonly Item[],
    mapper: (item: Item) => Promise<Result>,
    options: { readonly concurrency: number },
  ): Promise<Result[]>
}

declare module 'got' {
  type Got = {
    (url: string, options?: object): { json(): Promise<unknown> }
    extend(options: object): Got
    paginate(url: string, options: object): AsyncIterableIterator<unknown>
  }
  const got: Got
  export default got
}

declare module 'ky' {
  const ky: { create(options: object): (url: string) => { json(): Promise<unknown> } }
  export default ky
}

declare module 'axios' {
  type AxiosInstance = { get(url: string): Promise<{ readonly data: unknown }> }
  const axios: { create(options: object): AxiosInstance }
  export default axios
}

declare module 'axios-retry' {
  import type { AxiosInstance } from 'axios'

  const axiosRetry: {
    (client: AxiosInstance, options: object): void
    exponentialDelay(retry: number, error: unknown): number
  }
  export default axiosRetry
}

declare module 'effect' {
  export type Effect<A> = {
    pipe<B>(first: (self: Effect<A>) => Effect<B>): Effect<B>
    pipe<B, C, D>(
      first: (self: Effect<A>) => Effect<B>,
      second: (self: Effect<B>) => Effect<C>,
      third: (self: Effect<C>) => Effect<D>,
    ): Effect<D>
  }
  type Step<A, B> = (self: Effect<A>) => Effect<B>
  export const Effect: {
    catch<A, B>(recover: (error: unknown) => Effect<B>): Step<A, A | B>
    flatMap<A, B>(next: (value: A) => Effect<B>): Step<A, B>
    flatMap<A, B>(self: Effect<A>, next: (value: A) => Effect<B>): Effect<B>
    forEach<A, B>(items: readonly A[], each: (item: A) => Effect<B>, options: object): Effect<readonly B[]>
    succeed<A>(value: A): Effect<A>
    timeout<A>(durationMs: number): Step<A, A>
  }
  export type Layer = { readonly layer: unique symbol }
  export const ManagedRuntime: { make(layer: Layer): { runPromise<A>(effect: Effect<A>): Promise<A> } }
  export const Schedule: { exponential(firstMs: number): object }
}

declare module 'effect/http' {
  import type { Effect } from 'effect'

  type Client = {
    get(url: string): Effect<{ readonly json: Effect<unknown> }>
    pipe(...middleware: ReadonlyArray<(client: Client) => Client>): Client
  }
  export const HttpClient: {
    readonly HttpClient: Effect<Client>
    filterStatusOk(client: Client): Client
    retryTransient(options: object): (client: Client) => Client
  }
}

declare module '@effect/platform-node/NodeHttpClient' {
  import type { Layer } from 'effect'
  export function layerUndiciOptions(options: object): Layer
}
