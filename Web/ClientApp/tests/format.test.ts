import { describe, expect, it } from 'vitest'
import { RefusedError, isTransient, refusalOf, sentence, UNREACHABLE } from '@/api/refusal'
import { deviceName } from '@/api/session'
import { codePoints, digitsOf, passwordStrength, quorate, quorumNeeded, spaced } from '@/format/number'
import { clockOf, countdown, dateOf, fromField, toField, wholeMinutes } from '@/format/time'
import { gatheringId, randomId } from '@/live/ids'
import { faultOf, fit } from '@/room/picture'

describe('numbers', () => {
  it('reads full-width digits and spaces, and spaces them by their parts', () => {
    expect(digitsOf('１１０１０８ 201206 000123 4')).toBe('1101082012060001234')
    expect(spaced('1101082012060001234')).toBe('110108 201206 000123 4')
    expect(spaced('1101082')).toBe('110108 2')
    expect(spaced('')).toBe('')
  })
  it('needs half of those entitled to vote', () => {
    expect(quorumNeeded(59)).toBe(30)
    expect(quorate(30, 59)).toBe(true)
    expect(quorate(29, 59)).toBe(false)
    expect(quorate(30, 60)).toBe(true)
    expect(quorate(0, 0)).toBe(false)
  })
  it('counts code points, not UTF-16 units', () => expect(codePoints('好👍')).toBe(2))
  it('hints at the strength of a password', () => {
    expect(passwordStrength('short', '1')).toBe(0)
    expect(passwordStrength('1101082012060001234', '1101082012060001234')).toBe(0)
    expect(passwordStrength('aaaaaaaaaaaa', '')).toBe(1)
    expect(passwordStrength('abcdefghij', '')).toBe(2)
    expect(passwordStrength('Abcdefghi-7', '')).toBe(3)
  })
})

describe('time', () => {
  it('counts down without going below zero', () => {
    expect(countdown(0)).toBe('00:00')
    expect(countdown(-5_000)).toBe('00:00')
    expect(countdown(724_000)).toBe('12:04')
    expect(countdown(3_723_000)).toBe('1:02:03')
    expect(countdown(1)).toBe('00:01')
  })
  it('shows the hub’s calendar wherever the device is', () => {
    const midnight = Date.parse('2026-11-21T16:00:00Z')
    expect(clockOf(midnight, 'zh')).toBe('00:00')
    expect(dateOf(midnight, 'en')).toBe('22 Nov 2026')
  })
  it('reads a date field in the hub’s zone', () => {
    expect(fromField('2026-11-22T12:30')).toBe(Date.parse('2026-11-22T04:30:00Z'))
    expect(toField(fromField('2026-11-22T12:30'))).toBe('2026-11-22T12:30')
  })
  it('gives whole minutes', () => expect(wholeMinutes(119)).toBe(1))
})

describe('refusals', () => {
  const refusal = { rule: 'vote.unregistered', zh: '不能表决', en: 'No vote' }
  it('speaks the language in use', () => {
    expect(sentence(refusal, 'zh')).toBe('不能表决')
    expect(sentence(refusal, 'en')).toBe('No vote')
  })
  it('knows what passes by itself', () => {
    expect(isTransient({ ...refusal, rule: 'room.busy' })).toBe(true)
    expect(isTransient(refusal)).toBe(false)
  })
  it('has a sentence for what was no refusal', () => {
    expect(refusalOf(new RefusedError(refusal, 403))).toBe(refusal)
    expect(refusalOf(new TypeError('x'))).toBe(UNREACHABLE)
  })
})

describe('small things', () => {
  it('makes ids of the protocol’s form', () => {
    expect(gatheringId()).toMatch(/^g-[\w-]{22}$/)
    expect(randomId()).not.toBe(randomId())
  })
  it('names a device so that its owner knows it', () =>
    expect(deviceName('Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0')).toBe('Android · WeChat'))
  it('fits pictures and refuses what the hub would refuse', () => {
    expect(fit(4000, 3000, 1600)).toEqual({ width: 1600, height: 1200 })
    expect(fit(100, 50, 1600)).toEqual({ width: 100, height: 50 })
    expect(faultOf({ type: 'image/svg+xml', size: 1 })).toBe('room.notPicture')
    expect(faultOf({ type: 'image/png', size: 11 * 1024 * 1024 })).toBe('room.tooBig')
    expect(faultOf({ type: 'image/webp', size: 1 })).toBeUndefined()
  })
})
