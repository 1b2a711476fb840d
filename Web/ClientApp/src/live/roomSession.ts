import { refusalOf } from '@/api/refusal'
import { readGathering, readLog } from '@/api/gatherings'
import { LIMITS, type Frame, type Joined, type Refusal, type Replayed, type Seat } from '@/api/wire'
import type { LiveConnection } from './connection'
import type { RoomGap } from './roomItem'
import { RoomLog } from './roomLog'

export type Phase = 'joining' | 'catchingUp' | 'live' | 'refused' | 'closed'

const REJOIN_MS = 5_000
const PAGE = 200

/**
 * One room on one screen: joins, keeps the log gap-free, joins again after every reconnect and leaves at the end.
 * A join that fails is tried again; one that is refused stays refused and says why.
 */
export class RoomSession {
  readonly log: RoomLog
  phase: Phase = 'joining'
  refusal?: Refusal
  seat?: Seat
  loadingOlder = false
  private readonly offs: (() => void)[] = []
  private timer?: ReturnType<typeof setTimeout>
  private replaying = false
  private gone = false

  constructor(
    readonly id: string,
    me: string,
    private readonly connection: LiveConnection,
    private readonly onChange: () => void,
    private readonly onServerTime: (at: number) => void,
    /** Each time that the room is live again: what waits to be sent goes now, whether or not the screen drew what was between. */
    private readonly onLive: () => void,
  ) {
    this.log = new RoomLog(me)
  }

  start(): void {
    this.offs.push(
      this.connection.on('frame', (frame) => frame.g === this.id && this.frame(frame)),
      this.connection.on('resync', (it) => {
        if (it.g !== this.id) return
        this.log.reset(it.e, it.snapshot)
        this.become('live')
      }),
      this.connection.onUp(() => void this.join()),
    )
  }

  stop(): void {
    this.gone = true
    clearTimeout(this.timer)
    for (const off of this.offs) off()
    void this.connection.invoke('Leave', this.id).catch(() => undefined)
  }

  async join(fresh = false): Promise<void> {
    if (this.gone || this.phase === 'closed') return
    clearTimeout(this.timer)
    const { epoch, last } = this.log
    const resume = !fresh && epoch !== undefined
    this.become(resume ? 'catchingUp' : 'joining')
    try {
      const answer = await this.connection.invoke<Joined>(
        'Join',
        this.id,
        resume ? epoch : null,
        resume ? last : null,
      )
      if (this.gone) return
      if (!answer.ok) return await this.refused(answer.refusal ?? undefined)
      this.seat = answer.you
      this.log.joined(answer)
      this.become(this.log.behind ? 'catchingUp' : 'live')
      if (this.log.behind) await this.catchUp()
    } catch {
      this.rejoinLater()
    }
  }

  async older(): Promise<void> {
    if (this.loadingOlder || !this.log.hasOlder) return
    this.loadingOlder = true
    try {
      const after = Math.max(0, this.log.first - 1 - PAGE)
      const { entries } = await readLog(this.id, after, Math.min(PAGE, this.log.first - 1))
      this.log.prepend(entries)
    } finally {
      this.loadingOlder = false
      this.onChange()
    }
  }

  /** Reads what a large room was not shown live. */
  async readGap(gap: RoomGap): Promise<void> {
    const count = Math.min(LIMITS.page, gap.last - gap.seq + 1)
    const { entries } = await readLog(this.id, gap.seq - 1, count)
    this.log.fill(gap, entries)
    this.onChange()
  }

  private frame(frame: Frame): void {
    this.onServerTime(frame.t)
    if (this.log.epoch === undefined) return
    const verdict = this.log.frame(frame)
    if (verdict === 'epoch') void this.join(true)
    else if (verdict === 'gap') void this.catchUp()
    this.onChange()
  }

  private async catchUp(): Promise<void> {
    if (this.replaying) return
    this.replaying = true
    this.become('catchingUp')
    try {
      while (this.log.behind && !this.gone) {
        const { last } = this.log
        const answer = await this.connection.invoke<Replayed>('Replay', this.id, last, LIMITS.replay)
        if (this.log.replayed(answer) === 'epoch') return void this.join(true)
        if (this.log.last === last && this.log.behind) return this.rejoinLater()
        this.onChange()
      }
      this.become('live')
    } catch {
      this.rejoinLater()
    } finally {
      this.replaying = false
    }
  }

  /** The room may be over, and then its log is still there to be read. */
  private async refused(refusal?: Refusal): Promise<void> {
    try {
      const brief = await readGathering(this.id)
      if (brief.state === 'planned' || brief.state === 'open') throw new Error('not over')
      const { head } = await readLog(this.id, 0, 1)
      const { entries } = await readLog(this.id, Math.max(0, head - PAGE), PAGE)
      this.log.seed(brief, entries, head)
      this.become('closed')
    } catch (error) {
      this.refusal = refusal ?? refusalOf(error)
      this.become('refused')
    }
  }

  private rejoinLater(): void {
    if (this.gone) return
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.join(), REJOIN_MS)
    this.onChange()
  }

  private become(phase: Phase): void {
    this.phase = phase
    this.onChange()
    if (phase === 'live') this.onLive()
  }
}
