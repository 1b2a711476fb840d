import type zh from '../zh/branch'

const words: typeof zh = {
  title: 'Branch',
  online: 'Online',
  members: 'Members',
  subtree: 'With subordinates',
  registered: 'Registered',
  unregistered: 'Non-registered',
  composition: 'Composition',
  compositionTable: 'Members by category and relation',
  category: 'Category',
  relation: 'Relation',
  people: 'Members',
  live: 'Running',
  planned: 'Planned',
  nothing: 'Nothing at the moment',
  officers: 'Officers',
  children: 'Subordinate organisations',
  parent: 'Superior organisation',
  noOfficers: 'None on record',
  leader: 'Leader',
  whoOnline: 'Who is online',
  lookKept: 'Each look is on record.',
  nobodyOnline: 'Nobody is online now.',
  onlineMore: '{n} more online',
}
export default words
