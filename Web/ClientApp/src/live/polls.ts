import type { Entry, Poll } from '@/api/wire'

/** The polls after one more entry; entries of other kinds change nothing. */
export function applyPoll(polls: Poll[], entry: Entry): Poll[] {
  if (entry.k === 'pollOpened' && entry.poll)
    return [...polls, { ...entry, poll: entry.poll, ballots: 0, closed: false }]
  if (entry.k !== 'pollTally' && entry.k !== 'pollClosed') return polls
  return polls.map((it) =>
    it.s === entry.to
      ? { ...it, ballots: entry.v ?? 0, counts: entry.c, closed: it.closed || entry.k === 'pollClosed' }
      : it,
  )
}

/** A share in whole percent of those who voted; a ballot may choose several options. */
export const share = (count: number, ballots: number) =>
  ballots > 0 ? Math.round((count / ballots) * 100) : 0
