import { describe, expect, it } from 'vitest'
import { isOutside } from '@/api/virtual'
import { groupId, virtualId } from '@/live/ids'
import { sizeText } from '@/virtual/words'

describe('virtual branches', () => {
  const t = (key: string, named: Record<string, unknown>) => `${key} ${String(named.n)}`
  it('tell strangers a band as people read it, never a bare number', () => {
    expect(sizeText('10-49', t)).toBe('virtual.size 10–49')
    expect(sizeText('50000+', t)).toBe('virtual.sizePlus 50000')
  })
  it('have ids of their own that the hub takes', () => {
    expect(virtualId()).toMatch(/^v-[A-Za-z0-9_-]{22}$/)
    expect(groupId()).toMatch(/^l-[A-Za-z0-9_-]{22}$/)
    expect([virtualId(), groupId(), 'b-1'].map(isOutside)).toEqual([true, true, false])
  })
})
