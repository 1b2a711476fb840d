import { computed, onMounted, onUnmounted, ref, shallowRef, watch } from 'vue'
import { readGathering, readNode, readTimeline } from '@/api/gatherings'
import { refusalOf } from '@/api/refusal'
import type { Brief, Counts, NodeView, Refusal, Timeline } from '@/api/wire'
import { useBranchWatch } from '@/branch/useBranchWatch'
import { useEvent } from '@/live/useEvent'
import { useRoom } from '@/room/useRoom'
import { useRoster } from './useRoster'

const CHARTS_MS = 20_000
const DELTA_MS = 2_000

/** Everything the console shows of one gathering. All of it is read over HTTP first, so it is there after the end too. */
export function useConsole(id: string) {
  const brief = shallowRef<Brief>()
  const node = shallowRef<NodeView>()
  const timeline = shallowRef<Timeline>()
  const counts = shallowRef<Counts>()
  const refusal = ref<Refusal>()
  const chartsStale = ref(false)
  const room = useRoom(id)
  const online = useBranchWatch(() => node.value)
  let soon: ReturnType<typeof setTimeout> | undefined

  async function refreshCharts() {
    try {
      timeline.value = await readTimeline(id)
      chartsStale.value = false
    } catch {
      chartsStale.value = true
    }
  }
  function chartsSoon() {
    soon ??= setTimeout(() => {
      soon = undefined
      void refreshCharts()
    }, DELTA_MS)
  }

  const roster = useRoster(id, (next) => (counts.value = next), chartsSoon)

  async function load() {
    try {
      brief.value = await readGathering(id)
      counts.value ??= brief.value.counts
      refusal.value = undefined
      if (brief.value.state !== 'planned') void refreshCharts()
      node.value = await readNode(brief.value.node).catch(() => undefined)
    } catch (error) {
      refusal.value = refusalOf(error)
    }
  }
  onMounted(load)

  useEvent('news', (news) => {
    if (news.gathering.id !== id) return
    brief.value = news.gathering
    counts.value = news.gathering.counts
    void roster.load()
    chartsSoon()
  })
  // Frames carry the four figures each second; who may vote comes with the roster.
  watch(room.counts, (next) => {
    const held = counts.value
    if (next)
      counts.value = held ? { ...next, eligible: held.eligible, eligibleInside: held.eligibleInside } : next
  })

  const state = computed(() => {
    const known = brief.value?.state
    return known === 'signed' ? known : (room.brief.value?.state ?? known)
  })
  const closesAt = computed(() => room.brief.value?.closesAt ?? brief.value?.closesAt ?? 0)
  const timer = setInterval(() => state.value === 'open' && void refreshCharts(), CHARTS_MS)
  onUnmounted(() => {
    clearInterval(timer)
    clearTimeout(soon)
  })

  return {
    id,
    brief,
    node,
    online,
    counts,
    timeline,
    chartsStale,
    refusal,
    room,
    roster,
    state,
    closesAt,
    load,
  }
}
export type ConsoleView = ReturnType<typeof useConsole>
