/** Clubs that branches have taken on. */
export default {
  title: '社团',
  activity: '{year} 年活动 {all} 次：本组织 {own} 次，社团 {clubs} 次',
  none: '还没有关联的社团。',
  held: '本年计入 {n} 次',
  last: '最近 {d}',
  link: '关联社团',
  lead: '关联后，社团的活动计入本组织的活动。社团中须有本组织的党员；社团负责人可以随时解除关联。',
  words: '名称或主题',
  search: '查找',
  nothing: '没有找到社团。',
  take: '关联',
  end: '解除关联',
  endAsk: '解除后，“{name}”此后的活动不再计入“{branch}”；此前的仍然计入。',
  branches: '计入以下组织的活动',
  since: '自 {d}',
}
