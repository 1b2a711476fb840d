import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { mount } from '@vue/test-utils'
import { beforeAll, describe, expect, it } from 'vitest'
import { defineComponent } from 'vue'
import type { AuditEntry } from '@/api/data'
import { AUDIT_KINDS } from '@/data/auditKinds'
import { useDataWords } from '@/data/dataWords'
import { i18n, useLocale, useWords } from '@/i18n'
import en from '@/i18n/en/data'
import zh from '@/i18n/zh/data'

const ROOT = `${resolve(import.meta.dirname, '../../..')}/`
const sources = (folder: string): string[] =>
  readdirSync(ROOT + folder, { recursive: true, encoding: 'utf8' })
    .filter((it) => it.endsWith('.cs') && !/(^|\/)(obj|bin|node_modules)\//.test(it))
    .map((it) => `${folder}/${it}`)
const actions = [
  ...readFileSync(`${ROOT}Grains/Journal/AuditActions.cs`, 'utf8').matchAll(/const string \w+ = "([^"]+)"/g),
].map((it) => it[1]!)
const kindOf = (action: string) => action.split('.')[0]!

let words: ReturnType<typeof useDataWords>
beforeAll(async () => {
  await useWords(['data', 'transfer', 'rights'])
  await useLocale('en')
  await useLocale('zh')
  const Probe = defineComponent({
    setup() {
      words = useDataWords()
      return () => null
    },
  })
  mount(Probe, { global: { plugins: [i18n] } })
})
const entry = (action: string, detail: string, subject = ''): AuditEntry => ({
  id: 1,
  at: 0,
  actor: '甲',
  action,
  subject,
  detail,
  place: '',
  removed: false,
})

describe('the audit', () => {
  it('has words in both languages for every deed that the hub records', () => {
    expect(actions.length).toBeGreaterThan(100)
    for (const list of [zh.actions, en.actions] as Record<string, string>[])
      expect(actions.filter((it) => !list[it])).toEqual([])
    expect(Object.keys(zh.actions).filter((it) => !actions.includes(it))).toEqual([])
  })

  it('offers every kind to choose from, with words, but for what members ask in confidence', () => {
    const kinds = new Set(actions.map(kindOf))
    kinds.delete('consultation')
    expect([...AUDIT_KINDS].sort()).toEqual([...kinds].sort())
    for (const list of [zh.kinds, en.kinds] as Record<string, string>[])
      expect(AUDIT_KINDS.filter((it) => !list[it])).toEqual([])
  })

  it('records deeds by the names of the one list alone', () => {
    const literal =
      /(new AuditFact\(|\.Audit\(|NoteAsync\(|\bAction = |\bOrder\(\s*draft,)[^;]*?\$?"[a-z-]+\.[\w{.-]+"/
    const wrong = ['Grains', 'Web', 'Storage']
      .flatMap((it) => sources(it))
      .filter((it) => literal.test(readFileSync(ROOT + it, 'utf8')))
    expect(wrong).toEqual([])
  })

  it('says a detail in words and names, and keeps ids to itself', () => {
    const names = { 'b-1': '朝阳支部', 'm-2': '王芳' }
    const say = (action: string, detail: string) => words.detail(entry(action, detail), names)
    expect(say('people.export', 'PeopleCsv numbers')).toBe('党员（CSV） 含登记号码')
    expect(say('import.write', 'nodes 1, members 0, posts 0, enterprises 7')).toBe(
      '组织 1 党员 0 职务 0 企业 7',
    )
    expect(say('office.appoint', 'b-1 Secretary')).toBe('朝阳支部 书记')
    expect(say('member.mute', 'm-2')).toBe('王芳')
    expect(say('member.mute', 'm-9')).toBe('')
    expect(say('correction.decide', 'k-abcdefghijklmnopqrstuv Phone Applied')).toBe('手机 已更正')
    expect(say('transfer.passed', 'TargetBranchAccepted')).toBe('已接收')
    expect(say('message.hide', '17')).toBe('第 17 条')
    expect(say('audit.policy', 'roster.look -')).toBe('查看应到名单')
    expect(words.subject(entry('transfer.opened', '', 't-abcdefghijklmnopqrstuv'))).toBe('')
    expect(words.subject(entry('virtual.publish', '', 'virtual-rules'))).toBe('虚拟党支部成立规则')
  })
})
