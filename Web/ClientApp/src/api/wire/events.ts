import type { ConsultationPush } from './consultations'
import type { Entry } from './entries'
import type { Brief, Counts, RosterLine } from './gatherings'
import type { PointsPush } from './points'
import type { Snapshot } from './room'

/** Events of the hub (docs/protocol.md §3). */

export interface Hello {
  member: string
  node: string
  serverAt: number
  points: PointsPush[]
  live: Brief[]
}
export interface Frame {
  g: string
  e: string
  h: number
  /** expected, present, excused, inside */
  n?: [number, number, number, number] | null
  m?: Entry[] | null
  /** Runs [first, last] of messages that are not shown live: they are read by page. */
  x?: [number, number][] | null
  t: number
}
export interface RosterDelta {
  g: string
  lines: RosterLine[]
  counts: Counts
}
export interface BranchDelta {
  node: string
  online: number
  at: number
}
export interface News {
  kind: 'planned' | 'opened' | 'again' | 'closed' | 'signed'
  gathering: Brief
}
export interface Bye {
  code: 'signed-out' | 'slow' | 'draining' | 'too-many-errors' | 'too-many-connections'
  zh: string
  en: string
  returnAfterMs?: number | null
}
/** Something that the member sees has changed: read it again. */
export interface Notice {
  kind: string
  id: string
}
/** Events the hub sends, by name. */
export interface Events {
  frame: Frame
  resync: { g: string; e: string; snapshot: Snapshot }
  roster: RosterDelta
  branch: BranchDelta
  news: News
  points: PointsPush
  consultation: ConsultationPush
  notice: Notice
  bye: Bye
}
