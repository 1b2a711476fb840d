import type { Ack, Clip, Refusal } from '@/api/wire'
import { isTransient } from '@/api/refusal'

/**
 * Messages the member has sent and the hub has not yet committed. Each keeps its client id for life: a message
 * whose answer was lost is sent again under the same id and the hub answers the same place in the log, so it
 * can neither be lost nor doubled. When the device dies, the next start finds them in the store.
 */
export interface Draft {
  text: string
  replyTo?: number
  picture?: { media: string; width: number; height: number }
  clip?: Clip
}
export interface Outgoing extends Draft {
  clientId: string
  gathering: string
  at: number
  state: 'queued' | 'sending' | 'sent' | 'failed'
  seq?: number
  refusal?: Refusal
}
export interface OutboxStore {
  load(): Outgoing[]
  save(entries: Outgoing[]): void
}
export type Post = (gathering: string, message: Draft & { clientId: string }) => Promise<Ack>

export const RETRY_MS = 1_100

export class Outbox {
  entries: Outgoing[]
  private readonly pumping = new Set<string>()
  private readonly asked = new Set<string>()

  constructor(
    private readonly store: OutboxStore,
    private readonly post: Post,
    private readonly onChange: () => void,
    private readonly wait = (ms: number) => new Promise<void>((done) => setTimeout(done, ms)),
  ) {
    this.entries = store
      .load()
      .filter((it) => it.state !== 'sent')
      .map((it) => (it.state === 'sending' ? { ...it, state: 'queued' } : it))
  }

  of(gathering: string): Outgoing[] {
    return this.entries.filter((it) => it.gathering === gathering)
  }

  add(gathering: string, draft: Draft, clientId: string, at: number): void {
    this.entries = [...this.entries, { ...draft, gathering, clientId, at, state: 'queued' }]
    this.changed()
  }

  retry(clientId: string): void {
    this.update(clientId, { state: 'queued', refusal: undefined })
  }

  discard(clientId: string): void {
    this.entries = this.entries.filter((it) => it.clientId !== clientId)
    this.changed()
  }

  /** Drops what the room's log now shows. */
  settle(gathering: string, last: number): void {
    const kept = this.entries.filter((it) => it.gathering !== gathering || !it.seq || it.seq > last)
    if (kept.length === this.entries.length) return
    this.entries = kept
    this.changed()
  }

  clear(): void {
    this.entries = []
    this.changed()
  }

  /**
   * Sends what is queued for a room, in order, one at a time; ends when nothing is left or the line is cut. Asked for
   * while it still waits for an answer on a line that is gone, it begins again once it knows.
   */
  async pump(gathering: string): Promise<void> {
    this.asked.add(gathering)
    if (this.pumping.has(gathering)) return
    this.pumping.add(gathering)
    try {
      while (this.asked.delete(gathering))
        for (let next = this.next(gathering); next; next = this.next(gathering))
          if (!(await this.send(next))) break
    } finally {
      this.pumping.delete(gathering)
    }
  }

  private next(gathering: string): Outgoing | undefined {
    return this.entries.find((it) => it.gathering === gathering && it.state === 'queued')
  }

  private async send({ clientId, gathering, text, replyTo, picture, clip }: Outgoing): Promise<boolean> {
    this.update(clientId, { state: 'sending' })
    let ack: Ack
    try {
      ack = await this.post(gathering, { clientId, text, replyTo, picture, clip })
    } catch {
      this.update(clientId, { state: 'queued' })
      return false
    }
    if (ack.ok) this.update(clientId, { state: 'sent', seq: ack.seq ?? undefined })
    else if (ack.refusal && isTransient(ack.refusal)) {
      this.update(clientId, { state: 'queued' })
      await this.wait(RETRY_MS)
    } else this.update(clientId, { state: 'failed', refusal: ack.refusal ?? undefined })
    return true
  }

  private update(clientId: string, change: Partial<Outgoing>): void {
    this.entries = this.entries.map((it) => (it.clientId === clientId ? { ...it, ...change } : it))
    this.changed()
  }

  private changed(): void {
    this.store.save(this.entries)
    this.onChange()
  }
}
