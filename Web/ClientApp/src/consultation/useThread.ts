import { computed, onMounted, onUnmounted, ref, shallowRef, triggerRef, watch } from 'vue'
import { markRead, readConsultation, readEntries } from '@/api/consultations'
import { refusalOf } from '@/api/refusal'
import type { Consultation, ConsultationAck, DeskOfficer, Refusal } from '@/api/wire'
import { useEvent } from '@/live/useEvent'
import { useConsultations } from '@/stores/consultations'
import { useLive } from '@/stores/live'
import { ThreadLog } from './threadLog'

const PAGE = 200

/** One thread on a screen: read once, kept by pushes, and whatever a push or a dead line left out is read again. */
export function useThread(id: string) {
  const live = useLive()
  const lists = useConsultations()
  const consultation = shallowRef<Consultation>()
  const officers = shallowRef<DeskOfficer[]>([])
  const limitSeconds = ref(0)
  const refusal = ref<Refusal>()
  const log = shallowRef(new ThreadLog())
  const acting = ref<Refusal>()
  let filling = false

  async function load() {
    try {
      const page = await readConsultation(id)
      officers.value = page.officers
      limitSeconds.value = page.limitSeconds
      log.value.reset(page.entries)
      refusal.value = undefined
      put(page.consultation)
      live.pump(id)
    } catch (error) {
      refusal.value = refusalOf(error)
    }
  }

  function put(next: Consultation) {
    if (!consultation.value || next.head >= consultation.value.head) consultation.value = next
    lists.put(next)
    triggerRef(log)
    live.settle(id, log.value.last)
    if (next.head > log.value.last) void fill()
    void seen()
  }

  async function fill() {
    if (filling) return
    filling = true
    try {
      for (let missing = true; missing;) {
        const { entries, head } = await readEntries(id, log.value.last)
        missing = log.value.apply(entries, head) && entries.length > 0
      }
      triggerRef(log)
      live.settle(id, log.value.last)
      void seen()
    } catch {
      // The next push or the next connection asks again.
    } finally {
      filling = false
    }
  }

  async function older() {
    const after = Math.max(0, log.value.first - 1 - PAGE)
    const { entries } = await readEntries(id, after, Math.min(PAGE, log.value.first - 1))
    log.value.prepend(entries)
    triggerRef(log)
  }

  /** What is on a screen that somebody looks at has been read. */
  async function seen() {
    const it = consultation.value
    const last = log.value.last
    if (!it || document.visibilityState !== 'visible' || it.read >= last) return
    consultation.value = { ...it, read: last }
    try {
      lists.put((await markRead(id, last)).consultation)
    } catch {
      // Told again with the next message.
    }
  }

  async function act(work: () => Promise<ConsultationAck>) {
    acting.value = undefined
    try {
      put((await work()).consultation)
    } catch (error) {
      acting.value = refusalOf(error)
      void load()
    }
  }

  useEvent('consultation', (push) => {
    if (push.consultation.id !== id) return
    log.value.apply(push.entries, push.consultation.head)
    put(push.consultation)
  })
  let off = () => {}
  onMounted(() => {
    void load()
    let first = true
    off = live.connection.onUp(() => {
      if (!first || !consultation.value) void load()
      first = false
    })
    document.addEventListener('visibilitychange', seen)
  })
  onUnmounted(() => {
    off()
    document.removeEventListener('visibilitychange', seen)
  })
  watch(
    () => live.status,
    (now) => now === 'live' && live.pump(id),
  )

  return {
    consultation,
    officers,
    limitSeconds,
    refusal,
    acting,
    entries: computed(() => log.value.entries),
    hasOlder: computed(() => log.value.first > 1),
    outgoing: computed(() =>
      live.outgoing.filter((it) => it.gathering === id && (!it.seq || it.seq > log.value.last)),
    ),
    load,
    older,
    act,
  }
}
export type ThreadView = ReturnType<typeof useThread>
