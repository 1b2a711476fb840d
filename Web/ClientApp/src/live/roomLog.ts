import type {
  Brief,
  Counts,
  Entry,
  Floor,
  Frame,
  Joined,
  Message,
  Poll,
  PostingRules,
  Question,
  Replayed,
  Snapshot,
} from '@/api/wire'
import { applyFloor, EMPTY_FLOOR } from './floor'
import { applyPoll } from './polls'
import { applyQuestion } from './questions'
import {
  isNote,
  toItem,
  toMessage,
  toNote,
  withReaction,
  type RoomGap,
  type RoomItem,
  type RoomMessage,
} from './roomItem'

/** What to do after a frame: nothing, ask for what is missing, or start over because the history is another one. */
export type Verdict = 'ok' | 'gap' | 'epoch'

/**
 * The room as one client knows it: a fold over the gathering's entries. Pure (no clock, no network), so that
 * snapshot + tail can be held equal to a fresh snapshot by tests. Items are replaced, never changed in place:
 * a row of the list redraws only when its item did.
 */
export class RoomLog {
  epoch?: string
  /** Last entry applied. */
  last = 0
  /** Newest entry known to exist. */
  head = 0
  /** Oldest entry held; older ones come by page. */
  first = 1
  items: RoomItem[] = []
  brief?: Brief
  counts?: Counts
  slowSeconds = 0
  meMuted = false
  muted = new Set<string>()
  decisions: Entry[] = []
  polls: Poll[] = []
  floor: Floor = EMPTY_FLOOR
  questions: Question[] = []
  rules?: PostingRules

  constructor(private readonly me: string) {}

  get behind(): number {
    return Math.max(0, this.head - this.last)
  }
  get hasOlder(): boolean {
    return this.first > 1
  }

  joined(answer: Joined): void {
    if (!answer.recovered && answer.snapshot) return this.reset(answer.epoch, answer.snapshot)
    this.epoch = answer.epoch
    this.applyAll(answer.entries ?? [])
    this.head = Math.max(this.head, answer.head)
  }

  reset(epoch: string, snapshot: Snapshot): void {
    this.epoch = epoch
    this.brief = snapshot.gathering
    this.counts = snapshot.counts
    this.slowSeconds = snapshot.slowSeconds
    this.meMuted = snapshot.meMuted
    this.muted = new Set(snapshot.muted ?? [])
    this.decisions = [...snapshot.decisions]
    this.polls = [...snapshot.polls]
    this.floor = snapshot.floor
    this.rules = snapshot.rules ?? undefined
    this.questions = [...snapshot.questions]
    this.items = snapshot.messages.flatMap(toItem)
    this.first = this.items[0]?.seq ?? snapshot.head + 1
    this.last = this.head = snapshot.head
  }

  /** A closed room has no live snapshot to join: its end is read from the log. */
  seed(brief: Brief, entries: Message[], head: number): void {
    this.brief = brief
    this.counts = brief.counts
    this.items = entries.flatMap(toItem)
    this.decisions = entries.filter((it) => it.k === 'decision')
    this.polls = entries.reduce(applyPoll, [] as Poll[])
    this.questions = entries.reduce(applyQuestion, [] as Question[])
    this.first = entries[0]?.s ?? head + 1
    this.head = this.last = head
  }

  frame(frame: Frame): Verdict {
    if (frame.e !== this.epoch) return 'epoch'
    if (frame.n) this.count(frame.n)
    this.head = Math.max(this.head, frame.h)
    this.applyAll(frame.m ?? [], frame.x ?? [], frame.t)
    return this.last < this.head ? 'gap' : 'ok'
  }

  replayed(answer: Replayed): Verdict {
    if (answer.epoch !== this.epoch) return 'epoch'
    this.head = Math.max(this.head, answer.head)
    this.applyAll(answer.entries)
    return this.last < this.head ? 'gap' : 'ok'
  }

  /** A page of what lies before `first`. The log answers messages as they stand now, so nothing is folded. */
  prepend(entries: Message[]): void {
    const page = entries.filter((it) => it.s < this.first)
    this.items = [...page.flatMap(toItem), ...this.items]
    this.first = page[0]?.s ?? 1
  }

  find(seq: number): RoomMessage | undefined {
    const item = this.items[this.indexOf(seq)]
    return item?.kind === 'message' ? item : undefined
  }

  /** Puts what was read of a gap in its place; what the page did not reach stays a gap. */
  fill(gap: RoomGap, entries: Message[]): void {
    const index = this.items.indexOf(gap)
    const page = entries.filter((it) => it.s >= gap.seq && it.s <= gap.last)
    const reached = page.at(-1)?.s
    if (index < 0 || reached === undefined) return
    const rest = reached < gap.last ? [{ ...gap, seq: reached + 1 }] : []
    this.items.splice(index, 1, ...page.flatMap(toItem), ...rest)
  }

  private applyAll(entries: Message[], leftOut: [number, number][] = [], at = 0): void {
    const runs = [...leftOut]
    const pass = () => {
      while (runs.length && runs[0]![0] <= this.last + 1) this.leaveOut(...runs.shift()!, at)
    }
    for (const entry of entries) {
      pass()
      if (entry.s <= this.last) continue
      if (entry.s > this.last + 1) return
      this.apply(entry)
      this.last = entry.s
    }
    pass()
    this.head = Math.max(this.head, this.last)
  }

  private leaveOut(from: number, to: number, at: number): void {
    if (to <= this.last) return
    const before = this.items.at(-1)
    const seq = Math.max(from, this.last + 1)
    if (before?.kind === 'gap' && before.last === this.last)
      this.items[this.items.length - 1] = { ...before, last: to }
    else this.items.push({ kind: 'gap', seq, last: to, at })
    this.last = to
  }

  private apply(entry: Message): void {
    this.polls = applyPoll(this.polls, entry)
    this.floor = applyFloor(this.floor, entry)
    this.questions = applyQuestion(this.questions, entry)
    if (entry.k === 'message') {
      this.items.push(toMessage(entry))
      if (entry.to) this.change(entry.to, (it) => ({ ...it, replies: it.replies + 1 }))
    } else if (entry.k === 'hidden') {
      const hiddenReason = entry.text ?? undefined
      const gone = { text: '', picture: undefined, clip: undefined, editedAt: undefined, hidden: true }
      this.change(entry.to, (it) => ({ ...it, ...gone, hiddenReason }))
      this.unquote(entry.to)
    } else if (entry.k === 'restored') {
      const { text, picture, clip, editedAt } = toMessage(entry)
      const back = { text, picture, clip, editedAt, hidden: false, hiddenReason: undefined }
      this.change(entry.to, (it) => ({ ...it, ...back }))
      this.items.push(toNote({ ...entry, text: undefined }))
    } else if (entry.k === 'edited') {
      // Without text a later edit says what the message says now.
      const text = entry.text
      if (text != null) this.change(entry.to, (it) => (it.hidden ? it : { ...it, text, editedAt: entry.at }))
    } else if (entry.k === 'reactions') {
      for (const [seq, emoji, count] of entry.r ?? [])
        this.change(seq, (it) => ({ ...it, reactions: withReaction(it.reactions, emoji, count) }))
    } else if (isNote(entry)) {
      this.items.push(toNote(entry))
      this.rule(entry)
    }
  }

  /** Entries that change how the room itself works. */
  private rule(entry: Entry): void {
    if (entry.k === 'muted' || entry.k === 'unmuted') {
      const on = entry.k === 'muted'
      if (entry.who === this.me) this.meMuted = on
      if (entry.who) this.muted[on ? 'add' : 'delete'](entry.who)
    } else if (entry.k === 'slowMode') this.slowSeconds = entry.v ?? 0
    else if (entry.k === 'postingRules') this.rules = { version: entry.v ?? 0, text: entry.text ?? '' }
    else if (entry.k === 'decision') this.decisions = [...this.decisions, entry]
    else if (this.brief) this.brief = { ...this.brief, ...this.changed(entry) }
  }

  private changed(entry: Entry): Partial<Brief> {
    if (entry.k === 'extended' && entry.v) return { closesAt: entry.v }
    if (entry.k === 'closed') return { state: 'closed', closedAt: entry.at }
    if (entry.k === 'opened') return { state: 'open', openedAt: entry.at }
    return {}
  }

  /** What is hidden is not quoted any more either, not even where it is restored. */
  private unquote(seq?: number | null): void {
    this.items.forEach((it, index) => {
      if (it.kind === 'message' && it.quote && it.to === seq) this.items[index] = { ...it, quote: undefined }
    })
  }

  private change(seq: number | null | undefined, make: (it: RoomMessage) => RoomMessage): void {
    const index = this.indexOf(seq ?? 0)
    const item = this.items[index]
    if (item?.kind === 'message') this.items[index] = make(item)
  }

  private count([expected, present, excused, inside]: NonNullable<Frame['n']>): void {
    const absent = expected - present - excused
    const base = this.counts ?? { eligible: 0, eligibleInside: 0 }
    this.counts = { ...base, expected, present, excused, inside, absent }
  }

  private indexOf(seq: number): number {
    let low = 0
    let high = this.items.length - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const found = this.items[middle]!.seq
      if (found === seq) return middle
      if (found < seq) low = middle + 1
      else high = middle - 1
    }
    return -1
  }
}
