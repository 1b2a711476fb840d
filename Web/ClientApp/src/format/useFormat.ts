import { useI18n } from 'vue-i18n'
import type { Sentence } from '@/api/wire'
import { sentence } from '@/api/refusal'
import * as time from './time'

/** Formatting in the language in use. */
export function useFormat() {
  const { t, te, locale } = useI18n()
  return {
    t,
    clock: (at: number) => time.clockOf(at, locale.value),
    second: (at: number) => time.secondOf(at, locale.value),
    day: (at: number) => time.dayOf(at, locale.value),
    dayClock: (at: number) => time.dayClockOf(at, locale.value),
    date: (at: number) => time.dateOf(at, locale.value),
    count: (value: number) => time.countOf(value, locale.value),
    say: (it: Pick<Sentence, 'zh' | 'en'>) => sentence(it, locale.value),
    /** A term of the protocol; a value this version does not know is shown as it came. */
    term: (group: string, value: string) => {
      const key = `terms.${group}.${value}`
      return te(key) ? t(key) : value
    },
  }
}
