export default {
  title: 'Organisation desk',
  tiles: {
    desk: { title: 'Consultations', line: 'Questions of members, longest wait first' },
    transfer: {
      title: 'Transfers',
      line: 'What waits for me, overdue first; letters not presented, cards, whole units',
    },
  },
}
