export default {
  title: 'Organisation desk',
  tiles: {
    tree: { title: 'Organisation tree', line: 'Found, rename, move, merge; see the history' },
    enterprises: { title: 'Enterprises', line: 'Declared members, what the rules suggest, seats' },
    stats: { title: 'Statistics', line: 'Members and organisations, composition, coverage and change, live' },
    census: {
      title: 'Census of relations',
      line: 'Ask every member where the relation is, and check the register',
    },
    import: { title: 'Import rolls', line: 'Organisations and people, checked before they are written' },
    export: { title: 'Export rolls', line: 'Tables that can be imported again as they are' },
    corrections: { title: 'Corrections', line: 'What members say is wrong, one by one' },
    audit: { title: 'Audit', line: 'Who did what and looked at which list' },
    desk: { title: 'Consultations', line: 'Questions of members, longest wait first' },
    texts: { title: 'Signed texts', line: 'Versions of the rules and the pledge; publish a new one' },
    virtual: { title: 'Virtual branches', line: 'Those in our charge, and those to assign' },
    transfer: {
      title: 'Transfers',
      line: 'What waits for me, overdue first; letters not presented, cards, whole units',
    },
    offices: { title: 'Offices and terms', line: 'Who holds what, and which terms end soon' },
    development: { title: 'Development', line: 'From application to conversion, what is due first' },
    declarations: { title: 'Declarations', line: 'People without an organisation who wait for an answer' },
  },
}
