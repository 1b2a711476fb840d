import type { Bye, Events, Hello } from '@/api/wire'
import { backoff } from './backoff'

/**
 * One connection to the hub, kept alive for as long as somebody is signed in. It owns reconnecting, because the
 * hub may tell when to return (`bye`) and because two codes mean not to return at all. When it fails, callers get
 * a rejected promise and the status says offline; nothing is queued here (the outbox does that).
 */
export type Status = 'connecting' | 'live' | 'offline' | 'stopped'

/** The part of SignalR's HubConnection that is used; tests stand in for it. */
export interface Wire {
  start(): Promise<void>
  stop(): Promise<void>
  invoke(method: string, ...args: unknown[]): Promise<unknown>
  on(event: string, handler: (argument: never) => void): void
  onclose(handler: () => void): void
}

export interface ConnectionOptions {
  wire: () => Wire | Promise<Wire>
  hello: () => { pointsSeq: number | null; locale: string }
  onStatus: (status: Status) => void
  onHello: (hello: Hello) => void
  onBye: (bye: Bye) => void
  /** After repeated failures: is the session still good? */
  onDoubt: () => void
  random?: () => number
}

const EVENTS: (keyof Events)[] = [
  'frame',
  'resync',
  'roster',
  'branch',
  'news',
  'points',
  'consultation',
  'notice',
  'bye',
]
const DOUBT_AFTER = 2

type Handler = (argument: never) => void

export class LiveConnection {
  status: Status = 'stopped'
  private wire?: Wire
  private attempt = 0
  private generation = 0
  private timer?: ReturnType<typeof setTimeout>
  private bye?: Bye
  private readonly handlers = new Map<string, Set<Handler>>()
  private readonly ups = new Set<() => void>()

  constructor(private readonly options: ConnectionOptions) {}

  start(): void {
    if (this.status === 'stopped') void this.connect()
  }

  async stop(): Promise<void> {
    this.generation++
    clearTimeout(this.timer)
    const wire = this.wire
    this.wire = undefined
    this.become('stopped')
    await wire?.stop().catch(() => undefined)
  }

  /** The network or the screen came back: no reason to sit out the rest of the wait. */
  hurry(): void {
    if (this.status !== 'offline' || this.bye?.returnAfterMs) return
    clearTimeout(this.timer)
    void this.connect()
  }

  /** The device says that its network went: the socket may not notice for half a minute, the person should at once. */
  drop(): void {
    const wire = this.wire
    if (!wire) return
    this.lost(this.generation)
    void wire.stop().catch(() => undefined)
  }

  on<K extends keyof Events>(event: K, handler: (argument: Events[K]) => void): () => void {
    const set = this.handlers.get(event) ?? new Set()
    this.handlers.set(event, set.add(handler as Handler))
    return () => set.delete(handler as Handler)
  }

  /** Called each time the connection is live, at once if it is. */
  onUp(handler: () => void): () => void {
    this.ups.add(handler)
    if (this.status === 'live') handler()
    return () => this.ups.delete(handler)
  }

  invoke<T>(method: string, ...args: unknown[]): Promise<T> {
    if (!this.wire || this.status !== 'live') return Promise.reject(new Error('offline'))
    return this.wire.invoke(method, ...args) as Promise<T>
  }

  private async connect(): Promise<void> {
    const generation = ++this.generation
    this.bye = undefined
    this.become('connecting')
    try {
      const wire = await this.options.wire()
      if (generation !== this.generation) return
      for (const event of EVENTS) wire.on(event, (argument) => this.dispatch(event, argument))
      wire.onclose(() => this.lost(generation))
      this.wire = wire
      await wire.start()
      const hello = (await wire.invoke('Hello', this.options.hello())) as Hello
      if (generation !== this.generation) return void wire.stop()
      this.attempt = 0
      this.options.onHello(hello)
      this.become('live')
      for (const up of this.ups) up()
    } catch {
      void this.wire?.stop().catch(() => undefined)
      this.lost(generation)
    }
  }

  private dispatch(event: string, argument: never): void {
    if (event === 'bye') {
      this.bye = argument as Bye
      this.options.onBye(this.bye)
    }
    for (const handler of this.handlers.get(event) ?? []) handler(argument)
    // Going at once lets a hub that restarts close down without waiting for us.
    if (event === 'bye') this.drop()
  }

  private lost(generation: number): void {
    if (generation !== this.generation) return
    this.generation++
    this.wire = undefined
    const code = this.bye?.code
    if (code === 'signed-out' || code === 'too-many-connections') return this.become('stopped')
    this.become('offline')
    if (++this.attempt >= DOUBT_AFTER) this.options.onDoubt()
    const wait = backoff(
      this.attempt,
      this.bye?.returnAfterMs ?? undefined,
      this.options.random ?? Math.random,
    )
    this.timer = setTimeout(() => void this.connect(), wait)
  }

  private become(status: Status): void {
    this.status = status
    this.options.onStatus(status)
  }
}
