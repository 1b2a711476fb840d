/** Changing the password. */
export default {
  title: '修改密码',
  first: '首次登录，请先设置自己的密码',
  current: '当前密码',
  next: '新密码',
  again: '再输一次新密码',
  hint: '至少 10 个字符，不要用登记号码或常见密码。修改后其他设备需要重新登录。',
  differs: '两次输入不一样',
  strength: { 0: '太短或太简单', 1: '较弱', 2: '可以', 3: '很好' },
  strengthLabel: '强度',
  submit: '保存新密码',
  done: '密码已修改',
}
