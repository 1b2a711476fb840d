export default {
  title: 'Organisation desk',
  tiles: {
    desk: { title: 'Consultations', line: 'Questions of members, longest wait first' },
    virtual: { title: 'Virtual branches', line: 'Those in our charge, and those to assign' },
  },
}
