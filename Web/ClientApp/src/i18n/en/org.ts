export default {
  title: 'Organisation desk',
  tiles: {
    tree: { title: 'Organisation tree', line: 'Found, rename, move, merge; see the history' },
    enterprises: { title: 'Enterprises', line: 'Declared members, what the rules suggest, seats' },
    desk: { title: 'Consultations', line: 'Questions of members, longest wait first' },
    virtual: { title: 'Virtual branches', line: 'Those in our charge, and those to assign' },
  },
}
