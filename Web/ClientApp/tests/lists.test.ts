import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { NodeView, PointsPush, RosterLine } from '@/api/wire'
import { matches, merge } from '@/console/useRoster'
import { ListWindow, MOST_ROWS } from '@/room/listWindow'
import { place } from '@/stores/now'
import { usePoints } from '@/stores/points'
import { brief } from './server'

describe('ListWindow', () => {
  it('never draws more than its bound, whatever arrives', () => {
    const list = new ListWindow(0)
    for (let length = 1; length <= 5_000; length++) {
      list.grown(length, 0, length % 700 < 350)
      expect(list.to - list.from).toBeLessThanOrEqual(MOST_ROWS)
    }
  })
  it('follows the end only for those who read the end', () => {
    const list = new ListWindow(50)
    list.grown(60, 0, true)
    expect(list.atEnd).toBe(true)
    list.grown(900, 0, false)
    expect([list.from, list.to]).toEqual([0, MOST_ROWS])
    list.toEnd()
    expect(list.atEnd).toBe(true)
  })
  it('stays on the same rows when older ones are put in front', () => {
    const list = new ListWindow(50)
    list.grown(250, 200, false)
    expect([list.from, list.to]).toEqual([200, 250])
    expect(list.up()).toBe(true)
    expect(list.from).toBe(80)
    list.up()
    expect(list.up()).toBe(false)
  })
})

describe('the roster', () => {
  const line = (member: string, presence: RosterLine['presence'], name = member) =>
    ({ member, name, presence }) as RosterLine
  it('puts changed lines in place and lets go of those that no longer match', () => {
    const held = [line('a', 'absent'), line('b', 'absent')]
    const after = merge(held, [line('a', 'present'), line('c', 'absent')], 'absent', '')
    expect(after.map((it) => it.member)).toEqual(['b', 'c'])
  })
  it('keeps lines without a name apart, page after page', () => {
    const withheld = () => ({ ...line('', 'present'), withheld: true })
    const after = merge([line('a', 'present'), withheld()], [withheld(), line('a', 'absent')], 'all', '')
    expect(after.map((it) => it.member)).toEqual(['a', '', ''])
    expect(after[0]?.presence).toBe('absent')
  })
  it('finds by name', () => {
    expect(matches(line('a', 'present', '欧阳明'), 'all', '阳')).toBe(true)
    expect(matches(line('a', 'present', '欧阳明'), 'absent', '阳')).toBe(false)
  })
})

describe('now', () => {
  it('moves a gathering to the list of its state', () => {
    const view = { live: [], planned: [brief({ state: 'planned' })], recent: [], branch: {} as NodeView }
    const opened = place(view, brief())
    expect([opened.live.length, opened.planned.length]).toEqual([1, 0])
    expect(place(opened, brief({ state: 'signed' })).recent).toHaveLength(1)
  })
})

describe('points', () => {
  beforeEach(() => {
    localStorage.clear()
    setActivePinia(createPinia())
    vi.useFakeTimers()
  })
  const push = (seq: number, points = 1) =>
    ({ seq, points, today: seq, rule: 'r', zh: '发言', en: 'Spoke' }) as PointsPush

  it('shows each award once and remembers it beyond a reload', () => {
    const store = usePoints()
    store.begin('m-1')
    store.pushed(push(4))
    expect(store.toast?.seq).toBe(4)
    vi.advanceTimersByTime(5_000)
    store.pushed(push(4))
    expect(store.toast).toBeUndefined()
    setActivePinia(createPinia())
    usePoints().begin('m-1')
    expect(usePoints().seen).toBe(4)
  })
  it('sums up what was missed', () => {
    const store = usePoints()
    store.begin('m-1')
    store.pushed(push(1))
    store.replayed([push(1), push(2, 5), push(3, 1)])
    expect(store.backlog).toBe(2)
    expect(store.toast?.points).toBe(6)
    expect(store.today).toBe(3)
  })
})
