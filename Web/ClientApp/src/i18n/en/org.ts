export default {
  title: 'Organisation desk',
  tiles: {
    desk: { title: 'Consultations', line: 'Questions of members, longest wait first' },
    offices: { title: 'Offices and terms', line: 'Who holds what, and which terms end soon' },
    development: { title: 'Development', line: 'From application to conversion, what is due first' },
    declarations: { title: 'Declarations', line: 'People without an organisation who wait for an answer' },
  },
}
