import { onUnmounted } from 'vue'
import type { Events } from '@/api/wire'
import { useLive } from '@/stores/live'

/** Hears an event of the hub for as long as the component lives. */
export function useEvent<K extends keyof Events>(event: K, handler: (argument: Events[K]) => void): void {
  onUnmounted(useLive().connection.on(event, handler))
}
