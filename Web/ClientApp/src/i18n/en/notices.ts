export default {
  title: 'For your attention',
  census: 'Census “{title}”: {n} have not answered, it ends {until}',
  correction: '{n} corrections have waited for seven days',
  ownTerm: 'Your term as {role} ended on {day}',
  term: 'The term of {name} as {role} ended on {day}',
}
