/** The officers' desk: which screens there are. */
export default {
  title: '组织工作台',
  tiles: {
    tree: { title: '组织树', line: '新建、改名、移动、合并，查看沿革' },
    enterprises: { title: '企业登记', line: '申报党员、组建建议、企业席位' },
    stats: { title: '组织统计', line: '党员与党组织的构成、覆盖和变化，实时汇总' },
    census: { title: '组织关系摸排', line: '请每位党员说明组织关系，核对名册' },
    import: { title: '导入名册', line: '组织和党员，先检查后写入' },
    export: { title: '导出名册', line: '原样可再导入的表格' },
    corrections: { title: '更正申请', line: '党员说有误的资料，逐项办理' },
    audit: { title: '审计记录', line: '谁做了什么、看了哪份名单' },
    desk: { title: '咨询答复', line: '党员的提问，等得最久的在前' },
    texts: { title: '签署文本', line: '虚拟党支部规则和书记公约的各版本，发布新版' },
    virtual: { title: '虚拟党支部', line: '本级管辖的和待分配的虚拟党支部' },
    transfer: { title: '关系转接', line: '等我办理的转接，超时的在前；口袋党员、活动证、整体转接' },
    offices: { title: '职务与任期', line: '谁任什么职，任期何时届满' },
    development: { title: '发展党员', line: '从申请到转正，到期和逾期的在前' },
    declarations: { title: '身份申报', line: '还没有组织的人，等待受理' },
  },
}
