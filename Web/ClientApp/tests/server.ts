import type {
  Brief,
  Counts,
  Entry,
  Floor,
  Frame,
  Message,
  Poll,
  Question,
  Replayed,
  Snapshot,
} from '@/api/wire'

/** A gathering as the hub holds it: the log, and snapshots of it at any point. */
export class ServerRoom {
  entries: Entry[] = []
  constructor(public epoch = 'e1') {}

  get head() {
    return this.entries.length
  }
  add(entry: Omit<Entry, 's' | 'at'>): Entry {
    const made = { s: this.head + 1, at: 1_000 * (this.head + 1), ...entry }
    this.entries.push(made)
    return made
  }
  frame(from: number, to: number): Frame {
    return { g: 'g', e: this.epoch, h: to, m: this.entries.slice(from, to), t: 0 }
  }
  replay(after: number, count: number): Replayed {
    return { entries: this.entries.slice(after, after + count), head: this.head, epoch: this.epoch }
  }

  private rules() {
    const it = this.entries.findLast((one) => one.k === 'postingRules')
    return it && { version: it.v!, text: it.text! }
  }

  snapshot(me: string, keep = this.head): Snapshot {
    const messages = new Map<number, Message>()
    const muted = new Set<string>()
    let slowSeconds = 0
    let gathering = brief()
    for (const it of this.entries) {
      const target = messages.get(it.to ?? 0)
      if (it.k === 'message') {
        messages.set(it.s, { ...it, hidden: false, reactions: [], replies: 0 })
        if (target) target.replies = (target.replies ?? 0) + 1
      } else if (it.k === 'hidden') {
        const gone = { hidden: true, text: undefined, pic: undefined, clip: undefined, ed: undefined }
        if (target) Object.assign(target, gone)
        for (const one of messages.values()) if (one.to === it.to) one.q = undefined
      } else if (it.k === 'restored' && target) {
        Object.assign(target, { hidden: false, text: it.text, pic: it.pic, clip: it.clip, ed: it.ed })
      } else if (it.k === 'edited' && target) {
        if (!target.hidden) Object.assign(target, { text: it.text, ed: it.at })
      } else if (it.k === 'reactions') {
        for (const [seq, emoji, count] of it.r ?? []) {
          const found = messages.get(seq)
          if (!found) continue
          const others = (found.reactions ?? []).filter((one) => one.emoji !== emoji)
          found.reactions = count ? [...others, { emoji, count }] : others
        }
      } else if (it.k === 'slowMode') slowSeconds = it.v ?? 0
      else if (it.k === 'muted') muted.add(it.who!)
      else if (it.k === 'unmuted') muted.delete(it.who!)
      else if (it.k === 'extended') gathering = { ...gathering, closesAt: it.v! }
      else if (it.k === 'closed') gathering = { ...gathering, state: 'closed', closedAt: it.at }
    }
    return {
      gathering,
      slowSeconds,
      muted: [...muted],
      meMuted: muted.has(me),
      decisions: this.entries.filter((it) => it.k === 'decision'),
      messages: [...messages.values()].slice(-keep),
      polls: this.entries.reduce(foldPoll, []),
      floor: this.entries.reduce(foldFloor, { hands: [], fair: false, seconds: 0 }),
      questions: this.entries.reduce(foldQuestion, []),
      rules: this.rules(),
      head: this.head,
      counts: counts(),
    }
  }
}

/** A second reading of the protocol, apart from the client's own. */
function foldPoll(polls: Poll[], it: Entry): Poll[] {
  if (it.k === 'pollOpened' && it.poll) return [...polls, { ...it, poll: it.poll, ballots: 0, closed: false }]
  for (const poll of polls)
    if (poll.s === it.to && it.k.startsWith('poll'))
      Object.assign(poll, { ballots: it.v, counts: it.c, closed: poll.closed || it.k === 'pollClosed' })
  return polls
}

function foldFloor(floor: Floor, it: Entry): Floor {
  const up = it.k === 'handRaised' || it.k === 'orderRaised'
  const gone = up ? it.by : it.who
  if (up || ['handLowered', 'muted', 'floorGiven'].includes(it.k))
    floor.hands = floor.hands.filter((hand) => hand.member !== gone)
  if (up)
    floor.hands.push({ s: it.s, member: it.by!, name: it.name!, order: it.k === 'orderRaised', spoke: it.v! })
  if (it.k === 'floorGiven')
    floor.speaker = { member: it.who!, name: it.name!, since: it.at, endsAt: it.v, paused: false }
  if (it.k === 'floorEnded' || it.k === 'closed') delete floor.speaker
  if (it.k === 'floorPaused')
    Object.assign(floor.speaker ?? {}, { endsAt: undefined, left: it.v, paused: true })
  if (it.k === 'floorResumed')
    Object.assign(floor.speaker ?? {}, { endsAt: it.v, left: undefined, paused: false })
  if (it.k === 'floorRules') Object.assign(floor, { seconds: it.v, fair: it.text === 'fair' })
  return floor
}

function foldQuestion(questions: Question[], it: Entry): Question[] {
  if (it.k === 'question') questions.push({ ...it, hidden: false, votes: 0, answered: false })
  for (const one of questions) {
    if (one.s === it.to && it.k === 'hidden') Object.assign(one, { hidden: true, text: undefined })
    if (one.s === it.to && it.k === 'restored') Object.assign(one, { hidden: false, text: it.text })
    if (one.s === it.to && it.k === 'questionMerged') one.mergedInto = it.v
    if (one.s === it.to && it.k === 'questionAnswered')
      Object.assign(one, { answered: true, answer: it.text })
    for (const [seq, emoji, votes] of it.r ?? []) if (seq === one.s && emoji === '👍') one.votes = votes
  }
  return questions
}

export function counts(): Counts {
  return { expected: 60, present: 30, excused: 5, absent: 25, inside: 28, eligible: 59, eligibleInside: 30 }
}

export function brief(change: Partial<Brief> = {}): Brief {
  return {
    id: 'g',
    node: 'b-1',
    nodeName: '第一党支部',
    subtree: true,
    type: 'flash',
    topic: '学习',
    state: 'open',
    summoner: 'm-1',
    opensAt: 0,
    openedAt: 0,
    closesAt: 1_800_000,
    closedAt: null,
    counts: counts(),
    mine: { expected: true, presence: 'present', officer: false },
    ...change,
  }
}

/** Mulberry32: the same seed gives the same run. */
export function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let it = Math.imul(state ^ (state >>> 15), 1 | state)
    it = (it + Math.imul(it ^ (it >>> 7), 61 | it)) ^ it
    return ((it ^ (it >>> 14)) >>> 0) / 4_294_967_296
  }
}
