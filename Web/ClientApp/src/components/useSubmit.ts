import { ref } from 'vue'
import { refusalOf } from '@/api/refusal'
import type { Refusal } from '@/api/wire'
import { randomId } from '@/live/ids'

/** Refusals that leave it open whether the command was done. */
const DOUBTFUL = /^(client|hub)\./

/**
 * Sends what a form holds: once at a time, and says why it was refused. `run` gets the command's id: pressing twice,
 * or again after a lost answer, is the same command; a refusal is an answer, so what is tried next is another one.
 */
export function useSubmit(run: (requestId: string) => Promise<unknown>) {
  const busy = ref(false)
  const refusal = ref<Refusal>()
  let requestId = `r-${randomId()}`

  async function submit() {
    if (busy.value) return
    busy.value = true
    refusal.value = undefined
    try {
      await run(requestId)
    } catch (error) {
      refusal.value = refusalOf(error)
      if (!DOUBTFUL.test(refusal.value.rule)) requestId = `r-${randomId()}`
    } finally {
      busy.value = false
    }
  }
  return { busy, refusal, submit }
}
