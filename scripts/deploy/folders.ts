import { fileURLToPath } from 'node:url'

/** This folder, which has a package.json and a node_modules of its own. */
export const DEPLOY = fileURLToPath(new URL('.', import.meta.url))
/** The project's root. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url))
/** The programs of the virtual environment that `npm run test:aws` makes: beside the packages, so that no tool looks into it. */
export const PYTHON_BIN = `${DEPLOY}node_modules/.cache/python/bin/`
export const TEMPLATE = `${DEPLOY}template.yaml`
export const STATE_MACHINE = `${DEPLOY}fanout.asl.json`
