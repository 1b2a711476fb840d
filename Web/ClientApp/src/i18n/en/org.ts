export default {
  title: 'Organisation desk',
  tiles: {
    stats: { title: 'Statistics', line: 'Members and organisations, composition, coverage and change, live' },
    census: {
      title: 'Census of relations',
      line: 'Ask every member where the relation is, and check the register',
    },
    desk: { title: 'Consultations', line: 'Questions of members, longest wait first' },
  },
}
