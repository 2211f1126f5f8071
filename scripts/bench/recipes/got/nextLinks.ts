import got from 'got'

type Page = { readonly next?: string | null }

export function allPages(first: string, login: () => Promise<string>) {
  let token: string | undefined
  const client = got.extend({
    responseType: 'json',
    hooks: {
      beforeRequest: [
        async (request: { headers: Record<string, string> }) => {
          token ??= await login()
          request.headers.authorization = `Bearer ${token}`
        },
      ],
      afterResponse: [
        async (response: { statusCode: number }, again: (options: object) => unknown) => {
          if (response.statusCode !== 401) return response
          token = await login()
          return again({ headers: { authorization: `Bearer ${token}` } })
        },
      ],
    },
  })
  return client.paginate(first, {
    pagination: {
      transform: ({ body }: { body: Page }) => [body],
      paginate: ({ response: { body } }: { response: { body: Page } }) =>
        body.next ? { url: new URL(body.next, first) } : false,
    },
  })
}
