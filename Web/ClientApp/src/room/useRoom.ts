import { computed, onMounted, onUnmounted, reactive, ref, watch } from 'vue'
import { refusalOf } from '@/api/refusal'
import { command } from '@/live/command'
import { serverSaid } from '@/live/clock'
import { RoomSession } from '@/live/roomSession'
import { useEvent } from '@/live/useEvent'
import { useLive } from '@/stores/live'
import { useSession } from '@/stores/session'

/** A room on a screen. The log is no reactive object: `version` moves at most once a frame, however many entries came. */
export function useRoom(id: string) {
  const live = useLive()
  const me = useSession().me?.member ?? ''
  const version = ref(0)
  const reacted = reactive(new Set<string>())
  const voted = reactive(new Set<string>())
  const appealed = reactive(new Set<number>())
  const accepted = ref(0)
  let scheduled = false

  function changed() {
    if (scheduled) return
    scheduled = true
    requestAnimationFrame(() => {
      scheduled = false
      version.value++
    })
  }

  const session = new RoomSession(id, me, live.connection, changed, serverSaid, () => live.pump(id))
  const read = <T>(make: () => T) => computed(() => (void version.value, make()))
  const phase = read(() => session.phase)
  const brief = read(() => session.log.brief)
  const rules = read(() => session.log.rules)

  watch(version, () => {
    live.settle(id, session.log.last)
    for (const [seq, emoji] of session.seat?.reacted ?? []) reacted.add(`${seq}${emoji}`)
    for (const poll of session.seat?.voted ?? []) voted.add(poll)
    for (const seq of session.seat?.appealed ?? []) appealed.add(seq)
  })
  // What the seat says is of the rules that held when it was taken.
  let seatSeen: typeof session.seat
  watch(version, () => {
    if (seatSeen === session.seat) return
    seatSeen = session.seat
    if (seatSeen?.accepted) accepted.value = session.log.rules?.version ?? 0
  })
  useEvent('news', (news) => {
    if (news.gathering.id === id && news.kind === 'opened' && phase.value === 'refused')
      void session.join(true)
  })
  onMounted(() => session.start())
  onUnmounted(() => session.stop())

  const run = (method: string, ...args: unknown[]) => command(live.connection, method, id, ...args)

  async function react(seq: number, emoji: string) {
    const on = !reacted.has(seq + emoji)
    await run('React', seq, emoji, on)
    reacted[on ? 'add' : 'delete'](seq + emoji)
  }

  async function vote(poll: string, ballot: string, choices: number[]) {
    try {
      await run('Vote', poll, ballot, choices)
    } catch (error) {
      // Another device of mine was first: what counts is there.
      if (refusalOf(error).rule !== 'poll.voted') throw error
    }
    voted.add(poll)
  }

  async function accept(rules: number) {
    await run('AcceptRules', rules)
    accepted.value = rules
  }

  async function appeal(seq: number, text: string) {
    await run('Appeal', seq, text)
    appealed.add(seq)
  }

  return {
    id,
    me,
    session,
    version,
    reacted,
    voted,
    appealed,
    rules,
    mustAccept: computed(() => !!rules.value && rules.value.version !== accepted.value),
    phase,
    brief,
    items: read(() => session.log.items),
    counts: read(() => session.log.counts),
    decisions: read(() => session.log.decisions),
    polls: read(() => session.log.polls),
    floor: read(() => session.log.floor),
    questions: read(() => session.log.questions),
    slowSeconds: read(() => session.log.slowSeconds),
    meMuted: read(() => session.log.meMuted),
    muted: read(() => session.log.muted),
    behind: read(() => session.log.behind),
    seat: read(() => session.seat),
    refusal: read(() => session.refusal),
    isOpen: computed(() => brief.value?.state === 'open'),
    outgoing: computed(() => live.outgoing.filter((it) => it.gathering === id)),
    run,
    react,
    vote,
    appeal,
    accept,
  }
}
export type RoomView = ReturnType<typeof useRoom>
