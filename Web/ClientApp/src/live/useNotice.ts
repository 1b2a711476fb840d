import { onUnmounted } from 'vue'
import { useLive } from '@/stores/live'

/** Calls `read` when the hub says that one of these kinds has changed (of that id, where given), and after a reconnect. */
export function useNotice(kinds: readonly string[], read: () => void, id?: () => string): void {
  const live = useLive()
  onUnmounted(
    live.connection.on('notice', (notice) => {
      if (kinds.includes(notice.kind) && (!id || id() === notice.id)) read()
    }),
  )
  onUnmounted(live.connection.onUp(read))
}
