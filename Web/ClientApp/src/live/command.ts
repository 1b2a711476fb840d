import { RefusedError, UNEXPECTED, UNREACHABLE } from '@/api/refusal'
import type { Ack } from '@/api/wire'
import type { LiveConnection } from './connection'

/** A hub method that answers an acknowledgement: resolves once it is committed, throws the refusal otherwise. */
export async function command(connection: LiveConnection, method: string, ...args: unknown[]): Promise<Ack> {
  let ack: Ack
  try {
    ack = await connection.invoke<Ack>(method, ...args)
  } catch {
    throw new RefusedError(UNREACHABLE, 0)
  }
  if (!ack.ok) throw new RefusedError(ack.refusal ?? UNEXPECTED, 0)
  return ack
}
