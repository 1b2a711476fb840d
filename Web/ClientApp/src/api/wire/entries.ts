import type { Electorate } from './terms'

/** Entries of a room and what stands on them (docs/protocol.md §3). */

export type EntryKind =
  | 'opened'
  | 'message'
  | 'hidden'
  | 'muted'
  | 'unmuted'
  | 'slowMode'
  | 'reactions'
  | 'decision'
  | 'extended'
  | 'closing'
  | 'summonedAgain'
  | 'closed'
  | 'edited'
  | 'pollOpened'
  | 'pollTally'
  | 'pollClosed'
  | 'handRaised'
  | 'orderRaised'
  | 'handLowered'
  | 'floorGiven'
  | 'floorEnded'
  | 'floorPaused'
  | 'floorResumed'
  | 'floorRules'
  | 'question'
  | 'questionMerged'
  | 'questionAnswered'
  | 'restored'
  | 'appealDenied'
  | 'postingRules'
export interface Picture {
  media: string
  w: number
  h: number
}
export interface Clip {
  media: string
  kind: 'voice' | 'video'
  seconds: number
  bytes: number
}
export interface Entry {
  s: number
  k: EntryKind
  at: number
  by?: string | null
  name?: string | null
  id?: string | null
  to?: number | null
  who?: string | null
  text?: string | null
  pic?: Picture | null
  v?: number | null
  r?: [number, string, number][] | null
  /** The beginning of what a reply answers. */
  q?: { name: string; text: string } | null
  clip?: Clip | null
  /** When the text was last changed. */
  ed?: number | null
  poll?: PollForm | null
  c?: number[] | null
}
export interface PollForm {
  id: string
  title: string
  options: string[]
  most: number
  anonymous: boolean
  electorate: Electorate
  /** How many of those who may answer do so by leave of the organisation above. */
  granted?: number
}
/** The opening of a poll with how it stands; `v` may answer. `counts` is absent while ballots are sealed. */
export interface Poll extends Entry {
  poll: PollForm
  ballots: number
  counts?: number[] | null
  closed: boolean
}
/** A raised hand; `order`: on a point of order; `spoke`: seconds it had the floor before. */
export interface Hand {
  s: number
  member: string
  name: string
  order: boolean
  spoke: number
}
export interface Speaker {
  member: string
  name: string
  since: number
  endsAt?: number | null
  /** Milliseconds left while paused. */
  left?: number | null
  paused: boolean
}
export interface Floor {
  hands: Hand[]
  speaker?: Speaker | null
  fair: boolean
  seconds: number
}
export interface Question extends Entry {
  hidden: boolean
  votes: number
  mergedInto?: number | null
  answered: boolean
  answer?: string | null
}
export interface PostingRules {
  version: number
  text: string
}
export interface Reaction {
  emoji: string
  count: number
}
/** An entry with what later entries did to it, as a snapshot carries it. */
export interface Message extends Entry {
  hidden?: boolean
  /** Why it was hidden. */
  why?: string | null
  reactions?: Reaction[]
  replies?: number
}
export const EMOJI = ['👍', '❤️', '👏', '🙏', '😄', '❓'] as const
