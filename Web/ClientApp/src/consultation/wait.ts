/** How long somebody waits, in the two largest units: 3 h 20 min, 2 d 4 h; under a minute counts as none. */
export interface Wait {
  days: number
  hours: number
  minutes: number
}

export function waitOf(ms: number): Wait {
  const minutes = Math.max(0, Math.floor(ms / 60_000))
  return { days: Math.floor(minutes / 1440), hours: Math.floor(minutes / 60) % 24, minutes: minutes % 60 }
}

export function waitText(ms: number, t: (key: string, figures: Record<string, number>) => string): string {
  const { days, hours, minutes } = waitOf(ms)
  if (days) return t('ask.wait.days', { d: days, h: hours })
  if (hours) return t('ask.wait.hours', { h: hours, m: minutes })
  return t('ask.wait.minutes', { m: minutes })
}

/** Warns from half of the limit on; late past it. */
export function urgency(ms: number, limitSeconds: number): 'calm' | 'soon' | 'late' {
  const share = ms / (limitSeconds * 1000)
  return share > 1 ? 'late' : share > 0.5 ? 'soon' : 'calm'
}
