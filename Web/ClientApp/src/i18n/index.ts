import { createI18n } from 'vue-i18n'
import type { Messages } from './zh'

export type Locale = 'zh' | 'en'

/** Only the language in use is loaded. Messages are interpreted, never compiled to code: the policy forbids eval. */
const sources: Record<Locale, () => Promise<{ default: Messages }>> = {
  zh: () => import('./zh'),
  en: () => import('./en'),
}

export const i18n = createI18n({
  legacy: false,
  locale: 'zh',
  fallbackWarn: false,
  missingWarn: import.meta.env.DEV,
})

export async function useLocale(locale: Locale): Promise<void> {
  if (
    !i18n.global.availableLocales.includes(locale) ||
    !Object.keys(i18n.global.getLocaleMessage(locale)).length
  )
    i18n.global.setLocaleMessage(locale, (await sources[locale]()).default)
  i18n.global.locale.value = locale
  document.documentElement.lang = locale === 'zh' ? 'zh-CN' : 'en'
}
