import { readFileSync } from 'node:fs'

/** How many lines a program has, without its imports and blank lines. */
export const linesOf = (path: string): number =>
  readFileSync(path, 'utf8')
    .replaceAll(/^import [^;]*? from '[^']*'$|^import '[^']*'$/gm, '')
    .split('\n')
    .filter((line) => line.trim() !== '').length
