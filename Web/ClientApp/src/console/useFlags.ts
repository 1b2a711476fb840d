import { onMounted, onUnmounted, ref, shallowRef } from 'vue'
import { readFlags } from '@/api/gatherings'
import { refusalOf } from '@/api/refusal'
import type { AppealView, Flagged, Refusal } from '@/api/wire'
import type { RoomView } from '@/room/useRoom'

/** Flags are no part of the room's log, so they are asked for as long as the officer looks. */
const EVERY_MS = 5_000

export function useFlags(room: RoomView) {
  const flags = shallowRef<Flagged[]>([])
  const appeals = shallowRef<AppealView[]>([])
  const refusal = ref<Refusal>()

  async function load() {
    try {
      const page = await readFlags(room.id)
      flags.value = page.flags
      appeals.value = page.appeals
      refusal.value = undefined
    } catch (error) {
      refusal.value = refusalOf(error)
    }
  }
  const timer = setInterval(() => document.visibilityState === 'visible' && void load(), EVERY_MS)
  onMounted(load)
  onUnmounted(() => clearInterval(timer))

  async function run(method: string, ...args: unknown[]) {
    await room.run(method, ...args)
    await load()
  }
  return { flags, appeals, refusal, run }
}
