import { useI18n } from 'vue-i18n'
import type { AuditEntry } from '@/api/data'
import { useFormat } from '@/format/useFormat'

const ID = /^[a-z]{1,2}-|^[\w-]{16,}$/
/** Where a number alone says nothing: it is the place of an entry in its room. */
const NUMBERED = ['message', 'question', 'poll', 'floor', 'room']
/** Enumerations that other screens have words for already. */
const TERMS = [
  'terms.role',
  'terms.category',
  'terms.relation',
  'data.fields',
  'data.states',
  'transfer.state',
  'rights.development.steps',
]
const lower = (word: string) => word.charAt(0).toLowerCase() + word.slice(1)

/** Words for the audit and for values of fields; what this version does not know is shown as it came. */
export function useDataWords() {
  const { t, te, tm } = useI18n()
  const { term, dayClock } = useFormat()
  // A key with a dot is no path for the translator.
  const listed = (list: 'actions' | 'details' | 'kinds', key: string): string | undefined =>
    (tm(`data.${list}`) as Record<string, string>)[key]
  const action = (name: string) => listed('actions', name) ?? name

  function word(kind: string, it: string): string {
    const known = listed('details', `${kind}.${it}`) ?? listed('details', it)
    if (known) return known
    const group = TERMS.find((group) => te(`${group}.${lower(it)}`))
    if (group) return t(`${group}.${lower(it)}`)
    if (kind === 'audit') return listed('actions', it) ?? listed('kinds', it) ?? it
    return it
  }

  /** One part of a detail; empty where it is an id that the reader may not resolve. */
  function part(entry: AuditEntry, it: string, names: Record<string, string>): string {
    const kind = entry.action.split('.')[0] ?? ''
    if (names[it]) return names[it]
    if (it === '>') return '→'
    if (/^\d{13}$/.test(it)) return dayClock(Number(it))
    if (/^\d+$/.test(it))
      return entry.action === 'room.slow-mode'
        ? t('data.audit.seconds', { n: it })
        : NUMBERED.includes(kind)
          ? t('data.audit.number', { n: it })
          : it
    const said = word(kind, it)
    return said === it && (ID.test(it) || it === '-') ? '' : said
  }

  return {
    action,
    /** What a deed was about beside its subject. */
    detail: (entry: AuditEntry, names: Record<string, string>) =>
      entry.detail
        .split(/[ ,]+/)
        .map((it) => part(entry, it, names))
        .filter(Boolean)
        .join(' '),
    /** The subject by its name; an id that has none says nothing to a reader. */
    subject: (entry: AuditEntry) =>
      entry.subject.includes(' ') ? entry.subject : part(entry, entry.subject, {}),
    value: (field: string, value: string) =>
      field === 'category' || field === 'relation' ? term(field, lower(value)) : value,
  }
}
