import { computed, onMounted, onUnmounted, ref, shallowRef } from 'vue'
import { readOperate } from '@/api/operate'
import { refusalOf } from '@/api/refusal'
import type { LiveRoom, NodeSample, Refusal } from '@/api/wire'
import { keep, latest, moments } from './samples'

const EVERY_MS = 2_000

/** The hub's own figures, asked for every two seconds while the page is in sight. */
export function useOperate() {
  const samples = shallowRef<NodeSample[]>([])
  const rooms = shallowRef<LiveRoom[]>()
  const refusal = ref<Refusal>()
  const at = ref(0)
  let timer: ReturnType<typeof setTimeout> | undefined
  let ended = false

  async function load(): Promise<void> {
    clearTimeout(timer)
    if (document.visibilityState === 'visible') {
      try {
        const view = await readOperate(samples.value.at(-1)?.at)
        samples.value = keep(samples.value, view.samples)
        rooms.value = view.gatherings
        at.value = view.at
        refusal.value = undefined
      } catch (error) {
        refusal.value = refusalOf(error)
      }
    }
    if (!ended) timer = setTimeout(load, EVERY_MS)
  }
  const seen = () => document.visibilityState === 'visible' && void load()

  onMounted(() => {
    document.addEventListener('visibilitychange', seen)
    void load()
  })
  onUnmounted(() => {
    ended = true
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', seen)
  })

  return {
    rooms,
    refusal,
    at,
    load,
    nodes: computed(() => latest(samples.value)),
    moments: computed(() => moments(samples.value)),
  }
}
