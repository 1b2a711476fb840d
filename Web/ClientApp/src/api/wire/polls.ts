import type { Clip, PollForm } from './entries'
import type { Category } from './terms'

/** Polls, flags and appeals as officers read them (docs/protocol.md §2). */

/** The same over HTTP, live or over. */
export interface PollView {
  poll: PollForm
  s: number
  at: number
  eligible: number
  ballots: number
  counts?: number[] | null
  closed: boolean
}
export interface Ballot {
  member: string
  name: string
  unit: string
  category: Category
  choices?: number[] | null
}
/** A flagged message; `settled` is absent while an officer has to decide. */
export interface Flagged {
  seq: number
  name?: string | null
  text?: string | null
  picture: boolean
  clip?: Clip['kind'] | null
  reasons: string[]
  at: number
  settled?: 'hidden' | 'dismissed' | null
}
/** `mine`: I hid the message, so another officer decides; `restored` is absent while nobody has. */
export interface AppealView {
  seq: number
  name: string
  text: string
  clip?: Clip['kind'] | null
  appeal: string
  at: number
  why: string
  mine: boolean
  restored?: boolean | null
}
