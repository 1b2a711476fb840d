import type { NodeRef } from './session'
import type { Category, GatheringState, GatheringType, Presence, Relation } from './terms'

/** What is read of nodes and gatherings (docs/protocol.md §2). */

export interface Counts {
  expected: number
  present: number
  excused: number
  absent: number
  inside: number
  eligible: number
  eligibleInside: number
}
export interface Brief {
  id: string
  node: string
  nodeName: string
  subtree: boolean
  type: GatheringType
  topic: string
  state: GatheringState
  summoner: string
  opensAt: number
  openedAt?: number | null
  closesAt: number
  closedAt?: number | null
  counts: Counts
  /** Left out where a brief is shared by all, as in a snapshot. */
  mine?: { expected: boolean; presence: Presence; officer: boolean }
}
export interface CategoryCount {
  category: Category
  relation: Relation
  members: number
}
export interface NodeView extends NodeRef {
  parent?: string | null
  parentName?: string | null
  members: number
  subtreeMembers: number
  online: number
  registered: number
  unregistered: number
  byCategory: CategoryCount[]
  live: Brief[]
  planned: Brief[]
  officers: { name: string; role: string }[]
  children: { id: string; name: string; kind: string; members: number }[]
  officer: boolean
  maySummon: boolean
}
export interface NowView {
  live: Brief[]
  planned: Brief[]
  recent: Brief[]
  branch: NodeView
}
export interface SummonNode extends NodeRef {
  members: number
  subtreeMembers: number
}
export interface RosterLine {
  member: string
  name: string
  unit: string
  category: Category
  relation: Relation
  expected: boolean
  eligible: boolean
  /** Votes by leave of the organisation above although the formal relation is elsewhere. */
  granted?: boolean
  presence: Presence
  inside: boolean
  firstInAt?: number | null
  seconds: number
  messages: number
  reason?: string | null
  /** Who it is is not for this officer: `member` and `name` are empty. */
  withheld?: boolean
}
export interface RosterPage {
  lines: RosterLine[]
  next?: string | null
  counts: Counts
}
export interface TimelineMinute {
  at: number
  messages: number
  inside: number
  joined: number
  left: number
}
export interface Turnout {
  category: Category
  relation: Relation
  expected: number
  present: number
}
export interface Timeline {
  from: number
  to: number
  minutes: TimelineMinute[]
  speakers: { none: number; one: number; more: number }
  byCategory: Turnout[]
}
export interface Minutes {
  version: number
  at: number
  counts: Counts
  openedAt: number
  closedAt: number
  messages: number
  speakers: number
  decisions: string[]
  topPosts: { seq: number; author: string; text: string; weight: number }[]
  remarks: string
  signedBy?: string | null
  signedAt?: number | null
  reason?: string | null
}
