import type { Presence } from './terms'

/** Points and attendance of a member (docs/protocol.md §2). */

export interface PointSource {
  gathering?: string | null
  topic?: string | null
  seq?: number | null
}
export interface PointEntry {
  seq: number
  rule: string
  zh: string
  en: string
  points: number
  at: number
  date: string
  source?: PointSource | null
  reversal: boolean
}
export interface PointsPush extends PointEntry {
  today: number
  capLeft?: number | null
}
export interface PointRule {
  rule: string
  zh: string
  en: string
  today: number
  cap?: number | null
}
export interface PointsPage {
  today: number
  month: number
  total: number
  rules: PointRule[]
  entries: PointEntry[]
  next?: string | number | null
}
export interface AttendanceLine {
  gathering: string
  topic: string
  openedAt: number
  seconds: number
  share: number
  presence: Presence
}
