import { onUnmounted, ref } from 'vue'

/** Whether the console has room for its columns; below that it is tabs. */
export function useWide(px: number) {
  const media = window.matchMedia(`(min-width: ${px}px)`)
  const wide = ref(media.matches)
  const changed = () => (wide.value = media.matches)
  media.addEventListener('change', changed)
  onUnmounted(() => media.removeEventListener('change', changed))
  return wide
}
