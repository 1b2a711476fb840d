import type zh from '../zh/minutes'

const words: typeof zh = {
  title: 'Minutes',
  draft: 'Draft',
  signed: 'Signed',
  amended: 'Version {n} (amended)',
  version: 'Version {n}',
  time: 'Time',
  from: '{from} to {to}',
  attendance: 'Attendance',
  messages: '{n} messages',
  speakers: '{n} speakers',
  decisions: 'Decisions',
  noDecisions: 'No decisions on record.',
  topPosts: 'Posts that drew most response',
  noPosts: 'No posts.',
  remarks: 'Remarks',
  noRemarks: 'No remarks',
  signedBy: 'Signed by {who}, {t}',
  reason: 'Reason for amendment',
  none: 'The minutes are not signed yet.',
  versions: 'All versions',
  room: 'Room record',
  seats: '{n} people',
}
export default words
