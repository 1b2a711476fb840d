import { computed, onMounted, onUnmounted, reactive, ref, watch } from 'vue'
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
  let scheduled = false

  function changed() {
    if (scheduled) return
    scheduled = true
    requestAnimationFrame(() => {
      scheduled = false
      version.value++
    })
  }

  const session = new RoomSession(id, me, live.connection, changed, serverSaid)
  const read = <T>(make: () => T) => computed(() => (void version.value, make()))
  const phase = read(() => session.phase)
  const brief = read(() => session.log.brief)

  watch(version, () => {
    live.settle(id, session.log.last)
    for (const [seq, emoji] of session.seat?.reacted ?? []) reacted.add(`${seq}${emoji}`)
  })
  watch(phase, (now) => now === 'live' && live.pump(id))
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

  return {
    id,
    me,
    session,
    version,
    reacted,
    phase,
    brief,
    items: read(() => session.log.items),
    counts: read(() => session.log.counts),
    decisions: read(() => session.log.decisions),
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
  }
}
export type RoomView = ReturnType<typeof useRoom>
