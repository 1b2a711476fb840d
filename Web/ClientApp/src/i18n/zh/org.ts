/** The officers' desk: which screens there are. */
export default {
  title: '组织工作台',
  tiles: {
    import: { title: '导入名册', line: '组织和党员，先检查后写入' },
    export: { title: '导出名册', line: '原样可再导入的表格' },
    corrections: { title: '更正申请', line: '党员说有误的资料，逐项办理' },
    audit: { title: '审计记录', line: '谁做了什么、看了哪份名单' },
    desk: { title: '咨询答复', line: '党员的提问，等得最久的在前' },
  },
}
