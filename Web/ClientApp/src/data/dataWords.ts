import { useI18n } from 'vue-i18n'
import { useFormat } from '@/format/useFormat'

/** Words for actions of the audit and for values of fields; what this version does not know is shown as it came. */
export function useDataWords() {
  const { tm } = useI18n()
  const { term } = useFormat()
  return {
    // A key with a dot is no path for the translator.
    action: (name: string) => (tm('data.actions') as Record<string, string>)[name] ?? name,
    value: (field: string, value: string) => {
      const name = value.charAt(0).toLowerCase() + value.slice(1)
      return field === 'category' || field === 'relation' ? term(field, name) : value
    },
  }
}
