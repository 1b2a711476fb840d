/** How many rows stay in the document, and by how many the window moves: 5,000 messages scroll like 300. */
export const MOST_ROWS = 400
export const TAIL_ROWS = 200
export const STEP_ROWS = 120

/** The part [from, to) of a long list that is drawn. Pure; the component tells it what happened. */
export class ListWindow {
  from = 0
  to = 0

  constructor(private length = 0) {
    this.toEnd()
  }

  get atEnd(): boolean {
    return this.to === this.length
  }

  toEnd(): void {
    this.to = this.length
    this.from = Math.max(0, this.length - TAIL_ROWS)
  }

  /** The list is now `length` long, `added` of it new at the front. */
  grown(length: number, added: number, following: boolean): void {
    const drewEnd = this.to === this.length
    this.length = length
    this.from = Math.min(length, this.from + added)
    this.to = Math.min(length, this.to + added)
    if (following) {
      this.to = length
      if (this.to - this.from > MOST_ROWS) this.from = length - TAIL_ROWS
    } else if (drewEnd) this.to = Math.min(length, this.from + MOST_ROWS)
  }

  /** Shows earlier rows. False: they are not here yet and have to be loaded. */
  up(): boolean {
    if (this.from === 0) return false
    this.from = Math.max(0, this.from - STEP_ROWS)
    this.to = Math.min(this.to, this.from + MOST_ROWS)
    return true
  }

  down(): boolean {
    if (this.atEnd) return false
    this.to = Math.min(this.length, this.to + STEP_ROWS)
    this.from = Math.max(this.from, this.to - MOST_ROWS)
    return true
  }
}
