/** The officers' desk: which screens there are. */
export default {
  title: '组织工作台',
  tiles: {
    desk: { title: '咨询答复', line: '党员的提问，等得最久的在前' },
    virtual: { title: '虚拟党支部', line: '本级管辖的和待分配的虚拟党支部' },
  },
}
