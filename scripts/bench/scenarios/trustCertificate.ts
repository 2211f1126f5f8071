import { temporaryFile } from './temporaryFile.ts'

/** By which variable Node.js, Go and Python (OpenSSL), and curl each learn of a root certificate. */
const VARIABLES = ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'CURL_CA_BUNDLE']

/** Makes every process started from now on trust a certificate, until `remove`. */
export const trustCertificate = (certificate: string | null): { readonly remove: () => void } => {
  if (certificate === null) return { remove: () => {} }
  const { file, remove } = temporaryFile('certificate.pem', certificate)
  for (const variable of VARIABLES) process.env[variable] = file
  return {
    remove: () => {
      for (const variable of VARIABLES) delete process.env[variable]
      remove()
    },
  }
}
