import { basename } from 'node:path'
import type { Console } from './Console.ts'

/**
 * Whether `nohup` started this process, as far as the shell says. Node.js undoes that the process was to ignore hangups (it
 * resets all signals when it starts), but shells leave the program they started in `_`.
 */
export const isUnderNohup = ({ _ = '' }: Console['env']): boolean => basename(_) === 'nohup'
