import { onUnmounted, watch } from 'vue'
import { useNotice } from '@/live/useNotice'
import { useLive } from '@/stores/live'

/** Reads again when something of these kinds changes at one of the nodes, as long as the screen is open. */
export function useNodeNotices(
  nodes: () => readonly string[],
  kinds: readonly string[],
  read: () => void,
): void {
  const live = useLive()
  let watched: readonly string[] = []
  const tell = (ids: readonly string[], on: boolean) =>
    ids.forEach((id) => void live.connection.invoke('WatchBranch', id, on).catch(() => undefined))

  useNotice(kinds, read)
  // A new connection knows of no watch.
  onUnmounted(live.connection.onUp(() => tell(watched, true)))
  watch(
    nodes,
    (ids) => {
      tell(
        watched.filter((id) => !ids.includes(id)),
        false,
      )
      tell(
        ids.filter((id) => !watched.includes(id)),
        true,
      )
      watched = [...ids]
    },
    { immediate: true },
  )
  onUnmounted(() => tell(watched, false))
}
