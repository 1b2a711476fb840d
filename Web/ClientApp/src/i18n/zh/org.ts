/** The officers' desk: which screens there are. */
export default {
  title: '组织工作台',
  tiles: {
    desk: { title: '咨询答复', line: '党员的提问，等得最久的在前' },
    transfer: { title: '关系转接', line: '等我办理的转接，超时的在前；口袋党员、活动证、整体转接' },
  },
}
