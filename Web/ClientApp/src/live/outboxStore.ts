import type { Outgoing, OutboxStore } from './outbox'

/** Per member, so that whoever signs in next on this device neither sees nor sends another's words. */
export function localOutbox(member: string, storage: Storage): OutboxStore {
  const key = `hub.outbox.${member}`
  return {
    load() {
      try {
        return JSON.parse(storage.getItem(key) ?? '[]') as Outgoing[]
      } catch {
        return []
      }
    },
    save(entries) {
      const kept = entries.filter((it) => it.state !== 'sent')
      try {
        if (kept.length) storage.setItem(key, JSON.stringify(kept))
        else storage.removeItem(key)
      } catch {
        // A full or forbidden storage costs only survival of a reload; the message itself is still sent.
      }
    },
  }
}
