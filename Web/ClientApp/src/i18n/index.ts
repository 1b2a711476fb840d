import { createI18n } from 'vue-i18n'
import type { Messages } from './zh'

export type Locale = 'zh' | 'en'

/** Only the language in use is loaded. Messages are interpreted, never compiled to code: the policy forbids eval. */
const sources: Record<Locale, () => Promise<{ default: Messages }>> = {
  zh: () => import('./zh'),
  en: () => import('./en'),
}

/** Words that only some screens need; they come with those screens (a route's `meta.words`). */
const groups = {
  ask: { zh: () => import('./zh/ask'), en: () => import('./en/ask') },
  password: { zh: () => import('./zh/password'), en: () => import('./en/password') },
  branch: { zh: () => import('./zh/branch'), en: () => import('./en/branch') },
  minutes: { zh: () => import('./zh/minutes'), en: () => import('./en/minutes') },
  virtual: { zh: () => import('./zh/virtual'), en: () => import('./en/virtual') },
  club: { zh: () => import('./zh/club'), en: () => import('./en/club') },
  census: { zh: () => import('./zh/census'), en: () => import('./en/census') },
  stats: { zh: () => import('./zh/stats'), en: () => import('./en/stats') },
  data: { zh: () => import('./zh/data'), en: () => import('./en/data') },
  notices: { zh: () => import('./zh/notices'), en: () => import('./en/notices') },
  org: { zh: () => import('./zh/org'), en: () => import('./en/org') },
  tree: { zh: () => import('./zh/tree'), en: () => import('./en/tree') },
  enterprise: { zh: () => import('./zh/enterprise'), en: () => import('./en/enterprise') },
  transfer: { zh: () => import('./zh/transfer'), en: () => import('./en/transfer') },
  rights: { zh: () => import('./zh/rights'), en: () => import('./en/rights') },
  office: { zh: () => import('./zh/office'), en: () => import('./en/office') },
}
export type Words = keyof typeof groups
const wanted = new Set<Words>()
const loaded = new Set<Locale>()

export const i18n = createI18n({
  legacy: false,
  locale: 'zh',
  fallbackWarn: false,
  missingWarn: import.meta.env.DEV,
})

export async function useLocale(locale: Locale): Promise<void> {
  if (!loaded.has(locale)) {
    i18n.global.mergeLocaleMessage(locale, (await sources[locale]()).default)
    loaded.add(locale)
  }
  await Promise.all([...wanted].map((group) => loadWords(locale, group)))
  i18n.global.locale.value = locale
  document.documentElement.lang = locale === 'zh' ? 'zh-CN' : 'en'
}

export async function useWords(words: readonly Words[]): Promise<void> {
  for (const group of words) wanted.add(group)
  await Promise.all(words.map((group) => loadWords(i18n.global.locale.value as Locale, group)))
}

async function loadWords(locale: Locale, group: Words): Promise<void> {
  i18n.global.mergeLocaleMessage(locale, { [group]: (await groups[group][locale]()).default })
}
