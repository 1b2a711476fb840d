export default {
  title: 'Organisation desk',
  tiles: {
    desk: { title: 'Consultations', line: 'Questions of members, longest wait first' },
  },
}
