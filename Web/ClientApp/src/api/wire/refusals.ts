/** Errors (docs/protocol.md §1). */

/** One plain sentence in each language, and the rule behind it. */
export interface Sentence {
  rule: string
  zh: string
  en: string
}
export interface Refusal extends Sentence {
  fields?: Record<string, Sentence>
}
