import { describe, expect, it, vi } from 'vitest'
import type { Joined } from '@/api/wire'
import type { LiveConnection } from '@/live/connection'
import { RoomSession } from '@/live/roomSession'
import { ServerRoom } from './server'

describe('RoomSession', () => {
  it('tells each time that the room is live again, however quickly it came back', async () => {
    const server = new ServerRoom()
    const ups: (() => void)[] = []
    const connection = {
      on: () => () => undefined,
      onUp: (up: () => void) => (ups.push(up), () => undefined),
      invoke: async (): Promise<Joined> => ({
        ok: true,
        recovered: false,
        epoch: server.epoch,
        head: server.head,
        you: {} as Joined['you'],
        snapshot: server.snapshot('m-1'),
      }),
    } as unknown as LiveConnection
    let lives = 0
    const ignore = () => undefined
    const session = new RoomSession('g', 'm-1', connection, ignore, ignore, () => lives++)
    session.start()
    for (const times of [1, 2]) {
      ups[0]!()
      await vi.waitFor(() => expect(lives).toBe(times))
      expect(session.phase).toBe('live')
    }
  })
})
