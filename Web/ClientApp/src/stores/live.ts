import { defineStore } from 'pinia'
import { computed, markRaw, ref, shallowRef, watch } from 'vue'
import { sayIn } from '@/api/consultations'
import type { Ack, Bye } from '@/api/wire'
import { LiveConnection, type ConnectionOptions, type Status } from '@/live/connection'
import { serverSaid } from '@/live/clock'
import { isConsultation, randomId } from '@/live/ids'
import { Outbox, type Draft, type Outgoing } from '@/live/outbox'
import { localOutbox } from '@/live/outboxStore'
import { openWire } from '@/live/signalr'
import { usePoints } from './points'
import { usePrefs } from './prefs'
import { useSession } from './session'

/** The connection and the outbox of whoever is signed in. */
export const useLive = defineStore('live', () => {
  const session = useSession()
  const points = usePoints()
  const status = ref<Status>('stopped')
  const bye = ref<Bye>()
  const outgoing = shallowRef<Outgoing[]>([])
  const queued = computed(
    () => outgoing.value.filter((it) => it.state === 'queued' || it.state === 'sending').length,
  )

  const options: ConnectionOptions = {
    wire: openWire,
    hello: () => ({ pointsSeq: points.seen, locale: usePrefs().locale }),
    onStatus: (next) => (status.value = next),
    onHello: (hello) => {
      bye.value = undefined
      serverSaid(hello.serverAt)
      points.replayed(hello.points)
    },
    onBye: (it) => {
      bye.value = it
      if (it.code === 'signed-out') session.ended()
    },
    // A dead session looks like a dead network to a WebSocket: only HTTP can tell them apart.
    onDoubt: () => void session.load().catch(() => undefined),
  }
  const connection = markRaw(new LiveConnection(options))
  connection.on('points', points.pushed)

  let outbox: Outbox | undefined

  function begin(member: string): void {
    points.begin(member)
    outbox = new Outbox(
      localOutbox(member, localStorage),
      (room, message) =>
        isConsultation(room) ? sayIn(room, message) : connection.invoke<Ack>('Post', room, message),
      () => (outgoing.value = outbox?.entries ?? []),
    )
    outgoing.value = outbox.entries
    connection.start()
  }

  async function end(): Promise<void> {
    outbox?.clear()
    outbox = undefined
    outgoing.value = []
    await connection.stop()
  }

  // Words typed on a device belong to whoever typed them: signing out drops what is still unsent.
  watch(
    () => [session.state, session.me?.member, session.me?.mustChange] as const,
    ([state, member, mustChange], before) => {
      if (state === 'in' && member && !mustChange) {
        if (before?.[1] !== member || before[0] !== 'in' || before[2]) begin(member)
      } else if (before?.[0] === 'in') void end()
    },
    { immediate: true },
  )

  window.addEventListener('online', () => connection.hurry())
  window.addEventListener('offline', () => connection.drop())
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') connection.hurry()
  })

  function send(gathering: string, draft: Draft): void {
    outbox?.add(gathering, draft, randomId(), Date.now())
    pump(gathering)
  }
  function pump(gathering: string): void {
    if (status.value === 'live') void outbox?.pump(gathering)
  }
  function retry(clientId: string, gathering: string): void {
    outbox?.retry(clientId)
    pump(gathering)
  }
  const discard = (clientId: string) => outbox?.discard(clientId)
  const settle = (gathering: string, last: number) => outbox?.settle(gathering, last)

  return { connection, status, bye, outgoing, queued, send, pump, retry, discard, settle }
})
