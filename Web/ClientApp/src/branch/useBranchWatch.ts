import { onUnmounted, ref, watch, type Ref } from 'vue'
import type { BranchDelta, NodeView } from '@/api/wire'
import { useEvent } from '@/live/useEvent'
import { useLive } from '@/stores/live'

/** Members online in a branch: what was read, then what the hub pushes while somebody looks. */
export function useBranchWatch(branch: () => NodeView | undefined): Ref<number> {
  const live = useLive()
  const online = ref(branch()?.online ?? 0)
  let watched: string | undefined

  const tell = (node: string, on: boolean) => live.connection.invoke<BranchDelta>('WatchBranch', node, on)

  async function start() {
    const node = branch()?.id
    if (!node) return
    watched = node
    try {
      const answer = await tell(node, true)
      if (answer.node === branch()?.id) online.value = answer.online
    } catch {
      // Watching starts again with the next connection; until then the figure read over HTTP stands.
    }
  }
  function stop() {
    if (watched) void tell(watched, false).catch(() => undefined)
    watched = undefined
  }

  useEvent('branch', (it) => {
    if (it.node === watched) online.value = it.online
  })
  const offUp = live.connection.onUp(() => void start())
  watch(
    () => branch()?.id,
    (id) => {
      if (id === watched) return
      stop()
      online.value = branch()?.online ?? 0
      void start()
    },
  )
  onUnmounted(() => {
    offUp()
    stop()
  })
  return online
}
