/**
 * A CommonJS file of undici as an ES module, line by line: in a wrapper, which it would have in a bundle otherwise, V8 reads
 * each function once more before it can run. What is required within functions stays so.
 */
export function toEsModule(commonJs: string): string {
  let count = 0
  return `${commonJs
    .replace(/^const (\w+) = require\((.+)\)$/gm, 'import $1 from $2')
    .replace(/^const (\{[^}]*\}) = require\((.+)\)$/gm, (_, names: string, path: string) => {
      count += 1
      return `import required${count} from ${path}; const ${names} = required${count}`
    })
    .replace(/^module\.exports = /m, 'const exported = ')
    .replace(/^module\.exports\./gm, 'exported.')}
export default exported
`
}
