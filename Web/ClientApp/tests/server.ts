import type { Brief, Counts, Entry, Frame, Message, Replayed, Snapshot } from '@/api/wire'

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
      } else if (it.k === 'hidden' && target) {
        Object.assign(target, { hidden: true, text: undefined, pic: undefined })
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
      head: this.head,
      counts: counts(),
    }
  }
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
