export default {
  title: 'Organisation desk',
  tiles: {
    import: { title: 'Import rolls', line: 'Organisations and people, checked before they are written' },
    export: { title: 'Export rolls', line: 'Tables that can be imported again as they are' },
    corrections: { title: 'Corrections', line: 'What members say is wrong, one by one' },
    audit: { title: 'Audit', line: 'Who did what and looked at which list' },
    desk: { title: 'Consultations', line: 'Questions of members, longest wait first' },
  },
}
