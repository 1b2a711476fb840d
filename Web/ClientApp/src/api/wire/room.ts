import type { Entry, Floor, Message, Poll, PostingRules, Question } from './entries'
import type { Brief, Counts } from './gatherings'
import type { Refusal } from './refusals'

/** What the methods of a room answer (docs/protocol.md §3). */

export interface Snapshot {
  gathering: Brief
  slowSeconds: number
  muted?: string[] | null
  meMuted: boolean
  decisions: Entry[]
  messages: Message[]
  polls: Poll[]
  floor: Floor
  /** The posting rules that hold here. */
  rules?: PostingRules | null
  questions: Question[]
  head: number
  counts: Counts
}
export interface Seat {
  officer: boolean
  maySpeak: boolean
  expected: boolean
  since?: number | null
  /** Seconds already credited before `since`. */
  seconds?: number | null
  /** Ids of the polls this member has answered. */
  voted?: string[] | null
  /** Whether I have accepted the posting rules that hold here. */
  accepted?: boolean | null
  /** Hidden messages for which this member has appealed. */
  appealed?: number[] | null
  /** What this member has reacted with among the messages sent along. */
  reacted?: [number, string][] | null
}
export interface Joined {
  ok: boolean
  refusal?: Refusal | null
  recovered: boolean
  epoch: string
  head: number
  you: Seat
  snapshot?: Snapshot | null
  entries?: Entry[] | null
}
export interface Ack {
  ok: boolean
  seq?: number | null
  at?: number | null
  clientId?: string | null
  refusal?: Refusal | null
}
export interface Replayed {
  entries: Entry[]
  head: number
  epoch: string
}
