import type { Clip, Entry, EntryKind, Message, Picture, Reaction } from '@/api/wire'

/** A message as the room shows it: the entry with everything later entries did to it. */
export interface RoomMessage {
  kind: 'message'
  seq: number
  at: number
  by: string
  name: string
  clientId: string
  text: string
  to?: number
  picture?: Picture
  clip?: Clip
  /** What it answers, where the answered message is not at hand. */
  quote?: { name: string; text: string }
  editedAt?: number
  hidden: boolean
  hiddenReason?: string
  reactions: Reaction[]
  replies: number
}

const NOTES = [
  'opened',
  'muted',
  'unmuted',
  'slowMode',
  'decision',
  'extended',
  'closing',
  'summonedAgain',
  'closed',
  'pollOpened',
  'pollClosed',
  'floorGiven',
  'restored',
  'appealDenied',
  'postingRules',
] as const satisfies EntryKind[]
const isNoteKind = new Set<EntryKind>(NOTES)
export const isNote = (entry: Entry) => isNoteKind.has(entry.k)

/** A line between messages: somebody did something to the room. */
export interface RoomNote {
  kind: (typeof NOTES)[number]
  seq: number
  at: number
  by?: string
  name?: string
  who?: string
  text?: string
  value?: number
}
/** Messages that a large room was not shown live: `seq` up to `last`. */
export interface RoomGap {
  kind: 'gap'
  seq: number
  last: number
  at: number
}
export type RoomItem = RoomMessage | RoomNote | RoomGap

export function toMessage(entry: Message): RoomMessage {
  return {
    kind: 'message',
    seq: entry.s,
    at: entry.at,
    by: entry.by ?? '',
    name: entry.name ?? '',
    clientId: entry.id ?? '',
    text: entry.text ?? '',
    to: entry.to ?? undefined,
    picture: entry.pic ?? undefined,
    clip: entry.clip ?? undefined,
    quote: entry.q ?? undefined,
    editedAt: entry.ed ?? undefined,
    // The log leaves the text of a hidden message out, so an empty one can only be a hidden one.
    hidden: entry.hidden ?? (!entry.text && !entry.pic && !entry.clip),
    hiddenReason: entry.why ?? undefined,
    reactions: entry.reactions ?? [],
    replies: entry.replies ?? 0,
  }
}

export function toNote(entry: Entry): RoomNote {
  return {
    kind: entry.k as RoomNote['kind'],
    seq: entry.s,
    at: entry.at,
    by: entry.by ?? undefined,
    name: entry.name ?? undefined,
    who: entry.who ?? undefined,
    text: entry.text ?? entry.poll?.title ?? undefined,
    value: entry.v ?? undefined,
  }
}

export function withReaction(reactions: Reaction[], emoji: string, count: number): Reaction[] {
  if (reactions.some((it) => it.emoji === emoji))
    return reactions.map((it) => (it.emoji === emoji ? { emoji, count } : it)).filter((it) => it.count > 0)
  return count > 0 ? [...reactions, { emoji, count }] : reactions
}

export function toItem(entry: Message): RoomItem[] {
  if (entry.k === 'message') return [toMessage(entry)]
  return isNote(entry) ? [toNote(entry)] : []
}
