import { computed, onMounted, ref, shallowRef, watch } from 'vue'
import { readPolls } from '@/api/gatherings'
import { refusalOf } from '@/api/refusal'
import type { PollForm, PollView, Refusal } from '@/api/wire'
import type { RoomView } from '@/room/useRoom'

/** Polls as officers work on them: prepared ones are read over HTTP, those put to the room come live with it. */
export function usePolls(room: RoomView) {
  const prepared = shallowRef<PollForm[]>([])
  const read = shallowRef<PollView[]>([])
  const refusal = ref<Refusal>()

  async function load() {
    try {
      const page = await readPolls(room.id)
      prepared.value = page.prepared
      read.value = page.polls
      refusal.value = undefined
    } catch (error) {
      refusal.value = refusalOf(error)
    }
  }
  onMounted(load)
  // Another officer may have opened or closed one.
  watch(
    () => room.polls.value.map((it) => it.closed).join(),
    () => void load(),
  )

  const polls = computed<PollView[]>(() => {
    const live = room.polls.value.map((it) => ({ ...it, eligible: it.v ?? 0 }))
    const known = new Set(live.map((it) => it.s))
    return [...read.value.filter((it) => !known.has(it.s)), ...live].sort((a, b) => b.s - a.s)
  })

  async function run(method: string, argument: unknown) {
    await room.run(method, argument)
    await load()
  }
  return { prepared, polls, refusal, load, run }
}
export type PollDesk = ReturnType<typeof usePolls>
