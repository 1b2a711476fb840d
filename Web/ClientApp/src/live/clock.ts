import { onUnmounted, ref, type Ref } from 'vue'

/** The server's clock decides; the device's own may be minutes off. */
let offset = 0

export function serverSaid(at: number): void {
  offset = at - Date.now()
}
export const serverNow = () => Date.now() + offset

const now = ref(serverNow())
let users = 0
let timer: ReturnType<typeof setInterval> | undefined

/** A shared clock that ticks each second while some screen looks at it. */
export function useNow(): Ref<number> {
  now.value = serverNow()
  if (users++ === 0) timer = setInterval(() => (now.value = serverNow()), 1_000)
  onUnmounted(() => {
    if (--users === 0) clearInterval(timer)
  })
  return now
}
