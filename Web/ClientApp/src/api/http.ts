import { RefusedError, UNEXPECTED, UNREACHABLE, isRefusal } from './refusal'

type Listener = (error: RefusedError) => void
let onRefused: Listener = () => {}

/** The one place that hears of every refusal: the session ends on 401, the password screen opens on must-change. */
export function listenForRefusals(listener: Listener): void {
  onRefused = listener
}

export function refuse(status: number, body: unknown, retryAfter?: string | null): RefusedError {
  const seconds = Number(retryAfter)
  const error = new RefusedError(
    isRefusal(body) ? body : UNEXPECTED,
    status,
    seconds > 0 ? seconds : undefined,
  )
  onRefused(error)
  return error
}

export async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json' }
  if (method !== 'GET') headers['X-Hub-Client'] = '1'
  if (body !== undefined) headers['Content-Type'] = 'application/json'
  let response: Response
  try {
    response = await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      body: body === undefined ? undefined : JSON.stringify(body),
    })
  } catch {
    throw new RefusedError(UNREACHABLE, 0)
  }
  const text = await response.text()
  const answer = parse(text)
  if (!response.ok) throw refuse(response.status, answer, response.headers.get('Retry-After'))
  return answer as T
}

export function parse(text: string): unknown {
  if (!text) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export const get = <T>(path: string) => call<T>('GET', path)
export const post = <T>(path: string, body: unknown = {}) => call<T>('POST', path, body)
export const del = <T>(path: string) => call<T>('DELETE', path)

/** Query string without the parts that are not set. */
export function query(parts: Record<string, string | number | undefined | null>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(parts))
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value))
  const text = search.toString()
  return text ? `?${text}` : ''
}
