import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { readDesk, readOwn } from '@/api/consultations'
import { refusalOf } from '@/api/refusal'
import type { Consultation, OwnConsultations, Refusal } from '@/api/wire'
import { useLive } from './live'
import { useSession } from './session'

/** Offices that answer members' questions. */
const DESK = new Set(['secretary', 'deputy', 'organisation', 'publicity', 'discipline', 'groupLeader'])

export const mayAnswer = (role: string) => DESK.has(role)

/** Longest wait first, then what is answered: the order of the waiting list. */
export function byWait(a: Consultation, b: Consultation): number {
  if (!a.waitingSince !== !b.waitingSince) return a.waitingSince ? -1 : 1
  return (a.waitingSince ?? 0) - (b.waitingSince ?? 0) || b.openedAt - a.openedAt
}

/** A newer state of a thread put into a list; an older one that comes late changes nothing. */
export function merge(list: Consultation[], next: Consultation): Consultation[] {
  const held = list.find((it) => it.id === next.id)
  if (held && held.head > next.head) return list
  return [next, ...list.filter((it) => it.id !== next.id)]
}

/** My questions, and the waiting list of the desks at which I answer: read once a connection, then kept by pushes. */
export const useConsultations = defineStore('consultations', () => {
  const live = useLive()
  const session = useSession()
  const own = shallowRef<OwnConsultations>()
  const desk = shallowRef<Consultation[]>()
  const limitSeconds = ref(24 * 3600)
  const refusal = ref<Refusal>()
  const answers = computed(
    () => session.me?.offices.some((it) => it.node.startsWith('b-') && mayAnswer(it.role)) ?? false,
  )
  const unread = computed(
    () => own.value?.consultations.filter((it) => it.head > it.read && !it.moved).length ?? 0,
  )
  /** What waits for me: what nobody has in hand, and what I have. */
  const waiting = computed(
    () =>
      desk.value?.filter(
        (it) => it.waitingSince && !it.moved && (!it.officer || it.officer === session.me?.member),
      ).length ?? 0,
  )

  /** Pushes that come while the lists are read: an answer made before them must not undo them. */
  let during: Consultation[] | undefined

  async function load(): Promise<void> {
    const heard: Consultation[] = (during = [])
    try {
      own.value = await readOwn()
      limitSeconds.value = own.value.limitSeconds
      desk.value = answers.value ? (await readDesk(false)).consultations.sort(byWait) : undefined
      refusal.value = undefined
    } catch (error) {
      refusal.value = refusalOf(error)
    }
    if (during === heard) during = undefined
    heard.forEach(put)
  }

  function put(it: Consultation): void {
    during?.push(it)
    if (it.as === 'member' && own.value)
      own.value = {
        ...own.value,
        consultations: merge(own.value.consultations, it).sort((a, b) => b.openedAt - a.openedAt),
      }
    if (it.as === 'officer' && desk.value)
      desk.value = merge(desk.value, it)
        .filter((one) => one.state !== 'closed')
        .sort(byWait)
  }

  live.connection.on('consultation', (push) => put(push.consultation))
  live.connection.onUp(() => void load())
  watch(
    () => session.state,
    (state) => {
      if (state === 'out') own.value = desk.value = undefined
    },
  )

  return { own, desk, limitSeconds, refusal, answers, unread, waiting, load, put }
})
