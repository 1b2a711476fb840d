import type { Refusal, Sentence } from '@/api/wire'

/** Thrown by every HTTP call that was not answered with success. */
export class RefusedError extends Error {
  constructor(
    readonly refusal: Refusal,
    readonly status: number,
    readonly retryAfter?: number,
  ) {
    super(refusal.rule)
  }
}

/** The request never reached the hub, or its answer never came back. */
export const UNREACHABLE: Refusal = {
  rule: 'client.unreachable',
  zh: '连不上服务器，请检查网络后重试。',
  en: 'The server cannot be reached. Check the network and try again.',
}

/** The hub answered something that is no refusal of ours, such as a proxy's error page. */
export const UNEXPECTED: Refusal = {
  rule: 'client.unexpected',
  zh: '服务器暂时无法处理，请稍后重试。',
  en: 'The server cannot handle this now. Try again later.',
}

/** Refusals that pass by themselves: the outbox waits and sends again. */
const TRANSIENT = new Set(['post.too-fast', 'room.busy', 'hub.unavailable', 'hub.busy', 'hub.uncertain'])

export function isTransient(refusal: Refusal): boolean {
  return TRANSIENT.has(refusal.rule)
}

export function isRefusal(value: unknown): value is Refusal {
  const it = value as Refusal | null
  return typeof it === 'object' && it !== null && typeof it.rule === 'string' && typeof it.zh === 'string'
}

export function refusalOf(error: unknown): Refusal {
  return error instanceof RefusedError ? error.refusal : UNREACHABLE
}

export function sentence(it: Pick<Sentence, 'zh' | 'en'>, locale: string): string {
  return locale === 'en' ? it.en : it.zh
}
