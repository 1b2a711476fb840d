import { defineStore } from 'pinia'
import { ref, watch } from 'vue'
import { useLocale, type Locale } from '@/i18n'

/** What this device prefers; nothing of it concerns the hub. */
export const usePrefs = defineStore('prefs', () => {
  const locale = ref<Locale>(localStorage.getItem('hub.locale') === 'en' ? 'en' : 'zh')
  const largeType = ref(localStorage.getItem('hub.large') === '1')

  watch(
    largeType,
    (on) => {
      document.documentElement.classList.toggle('large-type', on)
      localStorage.setItem('hub.large', on ? '1' : '0')
    },
    { immediate: true },
  )

  async function speak(next: Locale): Promise<void> {
    await useLocale(next)
    locale.value = next
    localStorage.setItem('hub.locale', next)
  }

  return { locale, largeType, speak }
})
