export default {
  title: '发言规则',
  read: '阅读并同意发言规则后即可发言',
  accept: '我已阅读并同意',
  note: '发布后，本组织及下级组织的成员须先同意才能发言；同一版本只需同意一次。',
  holds: '现行规则：{text}',
  write: '新的规则',
  publish: '发布规则',
}
