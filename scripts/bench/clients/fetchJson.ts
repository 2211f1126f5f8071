/** One call of the platform's fetch; rejects unless the status is 2xx and the body is JSON. */
export const fetchJson = async (url: string, init?: RequestInit): Promise<unknown> => {
  const response = await fetch(url, init)
  if (response.ok) return response.json()
  await response.body?.cancel()
  throw new Error(`Status ${response.status}`)
}
