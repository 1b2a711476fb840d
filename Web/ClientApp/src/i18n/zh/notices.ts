/** What the hub told while one was away. */
export default {
  title: '提醒',
  census: '“{title}”摸排进行中：还有 {n} 人未答，{until} 截止',
  correction: '有 {n} 项更正申请七天无人办理',
  ownTerm: '您的{role}任期已于 {day} 届满',
  term: '{name}的{role}任期已于 {day} 届满',
}
