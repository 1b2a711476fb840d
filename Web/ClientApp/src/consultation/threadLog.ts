import type { ConsultationEntry } from '@/api/wire'

/** The entries of one thread that this device holds: dense, each once, whatever order they come in. */
export class ThreadLog {
  entries: ConsultationEntry[] = []

  get first(): number {
    return this.entries[0]?.s ?? 1
  }
  get last(): number {
    return this.entries.at(-1)?.s ?? 0
  }

  reset(entries: ConsultationEntry[]): void {
    this.entries = [...entries]
  }

  /** Takes what follows what is held; true where something between is missing and has to be read. */
  apply(entries: ConsultationEntry[], head: number): boolean {
    for (const entry of entries) {
      if (entry.s <= this.last) continue
      if (entry.s > this.last + 1) return true
      this.entries = [...this.entries, entry]
    }
    return head > this.last
  }

  prepend(entries: ConsultationEntry[]): void {
    this.entries = [...entries.filter((it) => it.s < this.first), ...this.entries]
  }
}
