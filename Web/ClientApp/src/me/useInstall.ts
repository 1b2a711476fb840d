import { onMounted, onUnmounted, shallowRef } from 'vue'

interface InstallEvent extends Event {
  prompt(): Promise<void>
}

/** Installing is the browser's to offer: some hand over an event, others have only a menu to point at. */
export function useInstall() {
  const installed = window.matchMedia('(display-mode: standalone)').matches
  const prompt = shallowRef<() => void>()
  const offered = (event: Event) => {
    event.preventDefault()
    prompt.value = () => void (event as InstallEvent).prompt()
  }
  onMounted(() => window.addEventListener('beforeinstallprompt', offered))
  onUnmounted(() => window.removeEventListener('beforeinstallprompt', offered))
  return { installed, prompt }
}
