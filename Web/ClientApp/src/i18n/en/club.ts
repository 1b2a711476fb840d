import type zh from '../zh/club'

/** Clubs that branches have taken on. */
export default {
  title: 'Clubs',
  activity: '{year}: {all} activities, {own} of the organisation and {clubs} of its clubs',
  none: 'No club has been taken on yet.',
  held: '{n} count this year',
  last: 'latest {d}',
  link: 'Take a club on',
  lead: "From then on the club's gatherings count as this organisation's activity. Somebody of this organisation has to be in it, and its leader may end this at any time.",
  words: 'Name or topic',
  search: 'Search',
  nothing: 'No club was found.',
  take: 'Take on',
  end: 'Let go',
  endAsk: 'Gatherings of “{name}” no longer count for “{branch}” from then on; those held before still do.',
  branches: 'Counts as activity of',
  since: 'since {d}',
} satisfies typeof zh
