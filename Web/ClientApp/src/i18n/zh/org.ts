/** The officers' desk: which screens there are. */
export default {
  title: '组织工作台',
  tiles: {
    desk: { title: '咨询答复', line: '党员的提问，等得最久的在前' },
    offices: { title: '职务与任期', line: '谁任什么职，任期何时届满' },
    development: { title: '发展党员', line: '从申请到转正，到期和逾期的在前' },
    declarations: { title: '身份申报', line: '还没有组织的人，等待受理' },
  },
}
