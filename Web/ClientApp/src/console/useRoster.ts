import { computed, onUnmounted, ref, shallowRef, watch } from 'vue'
import { readRoster } from '@/api/gatherings'
import { refusalOf } from '@/api/refusal'
import type { Counts, Presence, Refusal, RosterLine } from '@/api/wire'
import { useEvent } from '@/live/useEvent'
import { useLive } from '@/stores/live'

export type RosterFilter = 'all' | Presence
const TYPING_MS = 250
const AGAIN_MS = 15_000

export function matches(line: RosterLine, filter: RosterFilter, search: string): boolean {
  return (filter === 'all' || line.presence === filter) && line.name.includes(search)
}

/** Lines that changed, put in place: those held are replaced, those that no longer match go, new ones follow. */
export function merge(
  held: RosterLine[],
  delta: RosterLine[],
  filter: RosterFilter,
  search: string,
): RosterLine[] {
  const changed = new Map(delta.map((it) => [it.member, it]))
  // Lines without a name are told apart by nothing: those held stay, those that come follow.
  const kept = held.map((it) => (it.withheld ? it : (changed.get(it.member) ?? it)))
  const known = new Set(held.map((it) => it.member))
  const added = delta.filter((it) => it.withheld || !known.has(it.member))
  return [...kept, ...added].filter((it) => matches(it, filter, search))
}

/** The roster by name: pages over HTTP (each look is audited), then deltas as they are pushed. */
export function useRoster(id: string, onCounts: (counts: Counts) => void, onDelta: () => void) {
  const live = useLive()
  const filter = ref<RosterFilter>('all')
  const search = ref('')
  const lines = shallowRef<RosterLine[]>([])
  const next = ref<string | null>()
  const refusal = ref<Refusal>()
  const busy = ref(false)
  let turn = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let again: ReturnType<typeof setTimeout> | undefined

  async function load(more = false) {
    const mine = ++turn
    busy.value = true
    try {
      const only = filter.value === 'all' ? undefined : filter.value
      const page = await readRoster(id, only, more ? next.value : undefined, search.value.trim())
      if (mine !== turn) return
      lines.value = more ? merge(lines.value, page.lines, filter.value, search.value.trim()) : page.lines
      next.value = page.next
      refusal.value = undefined
      onCounts(page.counts)
    } catch (error) {
      if (mine === turn) refusal.value = refusalOf(error)
    } finally {
      if (mine === turn) busy.value = false
    }
  }

  useEvent('roster', (delta) => {
    if (delta.g !== id) return
    lines.value = merge(lines.value, delta.lines, filter.value, search.value.trim())
    onCounts(delta.counts)
    onDelta()
    // From above changes come without names: what one may see is read again, seldom, because each look is on record.
    if (delta.lines.length || again) return
    again = setTimeout(() => {
      again = undefined
      void load()
    }, AGAIN_MS)
  })
  const off = live.connection.onUp(() => {
    void live.connection.invoke('WatchRoster', id, true).catch(() => undefined)
    void load()
  })
  onUnmounted(() => {
    off()
    clearTimeout(timer)
    clearTimeout(again)
    void live.connection.invoke('WatchRoster', id, false).catch(() => undefined)
  })
  watch(filter, () => void load())
  watch(search, () => {
    clearTimeout(timer)
    timer = setTimeout(() => void load(), TYPING_MS)
  })

  const shown = computed(() => lines.value.filter((it) => matches(it, filter.value, search.value.trim())))
  return { filter, search, shown, next, refusal, busy, load }
}
export type RosterView = ReturnType<typeof useRoster>
