import { onMounted, onUnmounted, ref, shallowRef, watch } from 'vue'
import { refusalOf } from '@/api/refusal'
import {
  readCounts,
  readCoverage,
  readDefinitions,
  readGrowth,
  type Coverage,
  type Definition,
  type Growth,
  type Line,
  type NodeCounts,
} from '@/api/stats'
import { readDemonstrations, readTargets, type Demonstrations, type Targets } from '@/api/coverage'
import type { Refusal } from '@/api/wire'
import { useNotice } from '@/live/useNotice'
import { useLive } from '@/stores/live'

const SELDOM_MS = 30_000

/** Figures of one node: read, then read again when the hub says that they have changed. */
export function useStats(node: () => string, line: () => Line) {
  const live = useLive()
  const counts = shallowRef<NodeCounts>()
  const coverage = shallowRef<Coverage>()
  const growth = shallowRef<Growth>()
  const targets = shallowRef<Targets>()
  const units = shallowRef<Demonstrations>()
  const definitions = shallowRef<Definition[]>([])
  const refusal = ref<Refusal>()
  let watched: string | undefined
  let readAt = 0

  async function load(all = true) {
    const [id, which] = [node(), line()]
    try {
      const read = await readCounts(id, which)
      if (id !== node() || which !== line()) return
      counts.value = read
      refusal.value = undefined
    } catch (error) {
      counts.value = undefined
      refusal.value = refusalOf(error)
      return
    }
    // Figures may change every second; history and coverage are read from the database, so seldom.
    if (!all && Date.now() - readAt < SELDOM_MS) return
    readAt = Date.now()
    if (!definitions.value.length) definitions.value = await readDefinitions().catch(() => [])
    // On the sector line a superior sees the figures of a node, and nothing else of it.
    coverage.value = await readCoverage(id).catch(() => undefined)
    growth.value = await readGrowth(id).catch(() => undefined)
    targets.value = await readTargets(id).catch(() => undefined)
    units.value = await readDemonstrations(id).catch(() => undefined)
  }
  const tell = (id: string, on: boolean) =>
    live.connection.invoke('WatchBranch', id, on).catch(() => undefined)
  function follow() {
    if (watched && watched !== node()) void tell(watched, false)
    watched = node()
    void tell(watched, true)
  }

  onMounted(() => load())
  watch([node, line], () => {
    counts.value = coverage.value = growth.value = targets.value = units.value = undefined
    follow()
    void load()
  })
  useNotice(['counts'], () => void load(false), node)
  useNotice(['coverage'], () => void load(), node)
  const offUp = live.connection.onUp(follow)
  onUnmounted(() => {
    offUp()
    if (watched) void tell(watched, false)
  })
  return { counts, coverage, growth, targets, units, definitions, refusal, load }
}

/** 94.3 %, from tenths of a percent. */
export const percent = (tenths: number | undefined) =>
  tenths === undefined ? '—' : `${Math.floor(tenths / 10)}.${tenths % 10}%`
