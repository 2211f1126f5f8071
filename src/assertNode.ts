import { unsupportedNode } from './unsupportedNode.ts'

/** Throws an error that is one sentence if Node.js is too old. */
export function assertNode(version: string): void {
  const sentence = unsupportedNode(version)
  if (sentence === undefined) return
  const error = new Error(sentence)
  error.stack = sentence // where it was thrown helps nobody
  throw error
}

assertNode(process.versions.node) // before any module that would fail for want of something newer
