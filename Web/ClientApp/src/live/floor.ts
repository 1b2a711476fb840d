import type { Entry, Floor, Hand } from '@/api/wire'

export const EMPTY_FLOOR: Floor = { hands: [], fair: false, seconds: 0 }

/** The floor after one more entry; entries of other kinds change nothing. */
export function applyFloor(floor: Floor, entry: Entry): Floor {
  switch (entry.k) {
    case 'handRaised':
    case 'orderRaised': {
      const { s, by, name, v, k } = entry
      const hand = { s, member: by ?? '', name: name ?? '', order: k === 'orderRaised', spoke: v ?? 0 }
      return { ...floor, hands: [...without(floor, by), hand] }
    }
    case 'handLowered':
    case 'muted':
      return { ...floor, hands: without(floor, entry.who) }
    case 'floorGiven': {
      const { who, name, at, v } = entry
      const speaker = { member: who ?? '', name: name ?? '', since: at, endsAt: v, paused: false }
      return { ...floor, hands: without(floor, who), speaker }
    }
    case 'floorEnded':
    case 'closed':
      return { ...floor, speaker: undefined }
    case 'floorPaused':
      return floor.speaker
        ? { ...floor, speaker: { ...floor.speaker, endsAt: undefined, left: entry.v, paused: true } }
        : floor
    case 'floorResumed':
      return floor.speaker
        ? { ...floor, speaker: { ...floor.speaker, endsAt: entry.v, left: undefined, paused: false } }
        : floor
    case 'floorRules':
      return { ...floor, seconds: entry.v ?? 0, fair: entry.text === 'fair' }
    default:
      return floor
  }
}

/** The hands in the order in which they get the floor: points of order, then by fairness, then by time. */
export function queueOf({ hands, fair }: Floor): Hand[] {
  const spoke = (it: Hand) => (fair && !it.order ? it.spoke : 0)
  return [...hands].sort((a, b) => Number(b.order) - Number(a.order) || spoke(a) - spoke(b) || a.s - b.s)
}

const without = (floor: Floor, member: string | null | undefined) =>
  floor.hands.filter((it) => it.member !== member)
