import { join } from 'node:path'

/** This folder, which has a package.json and a node_modules of its own. */
export const LAMBDA_FOLDER = import.meta.dirname

export const ROOT_FOLDER = join(LAMBDA_FOLDER, '..', '..')

/** The Node.js of the `node` package: the version that Lambda runs, whatever the host has. */
export const NODE = join(ROOT_FOLDER, 'node_modules', '.bin', 'node')

const RUNTIME_CLIENT_FOLDER = join(LAMBDA_FOLDER, 'node_modules', 'aws-lambda-ric')

export const RUNTIME_CLIENT = join(RUNTIME_CLIENT_FOLDER, 'index.mjs')

/** The compiled half of the runtime client: it is missing where the client's install scripts did not run. */
export const NATIVE_CLIENT = join(RUNTIME_CLIENT_FOLDER, 'rapid-client.node')

/** What `scripts/build.ts` makes for Lambda. */
export const BUNDLE = join(ROOT_FOLDER, 'dist', 'lambda', 'index.mjs')
