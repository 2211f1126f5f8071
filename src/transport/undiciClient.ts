import type { Client as UndiciClient } from 'undici'
// @ts-expect-error undici types only its index, which also loads fetch, WebSocket, mocks and caches: half the import time
import ClientModule from 'undici/lib/dispatcher/client.js'

/** One HTTP/1.1 connection to one origin, which connects anew when it has to. */
export const Client = ClientModule as typeof UndiciClient
export type Client = UndiciClient
