/** The hub's calendar, whatever the device is set to. */
const ZONE = 'Asia/Shanghai'
const lang = (locale: string) => (locale === 'en' ? 'en-GB' : 'zh-CN')

const made = new Map<string, Intl.DateTimeFormat>()
function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options)
  const found =
    made.get(key) ?? new Intl.DateTimeFormat(lang(locale), { timeZone: ZONE, hourCycle: 'h23', ...options })
  made.set(key, found)
  return found
}

const CLOCK = { hour: '2-digit', minute: '2-digit' } as const
const SECOND = { ...CLOCK, second: '2-digit' } as const
const DAY = { month: 'short', day: 'numeric' } as const

export const clockOf = (at: number, locale: string) => formatter(locale, CLOCK).format(at)
export const secondOf = (at: number, locale: string) => formatter(locale, SECOND).format(at)
export const dayOf = (at: number, locale: string) =>
  formatter(locale, { ...DAY, weekday: 'short' }).format(at)
export const dayClockOf = (at: number, locale: string) => formatter(locale, { ...DAY, ...CLOCK }).format(at)
export const dateOf = (at: number, locale: string) =>
  formatter(locale, { year: 'numeric', ...DAY }).format(at)

/** 12:04, or 1:02:03 from an hour on; never negative. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  const two = (value: number) => String(value).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor(seconds / 60) % 60
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${two(minutes)}:${two(seconds % 60)}`
}

export const wholeMinutes = (seconds: number) => Math.floor(seconds / 60)

export function countOf(value: number, locale: string): string {
  return new Intl.NumberFormat(lang(locale)).format(value)
}

/** `2026-11-21T12:30` (a datetime-local field) in the hub's zone as Unix milliseconds, and back. */
export const fromField = (value: string) => Date.parse(`${value}:00+08:00`)
export const toField = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 16)
