import type { CensusCell } from '@/api/census'
import type { Relation } from '@/api/wire'

export const RELATIONS: readonly Relation[] = [
  'registered',
  'temporaryLetter',
  'activityCard',
  'pocket',
  'unknown',
]

/** One row of the reconciling table: a register entry, what its members answered, and their sum. */
export interface Row {
  register: Relation
  answers: Record<Relation, number>
  unanswered: number
  total: number
}

export function rowsOf(cells: readonly CensusCell[]): Row[] {
  return RELATIONS.map((register) => {
    const mine = cells.filter((it) => it.register === register)
    const sum = (answer?: Relation) =>
      mine.filter((it) => it.answer === answer).reduce((total, it) => total + it.count, 0)
    return {
      register,
      answers: Object.fromEntries(RELATIONS.map((it) => [it, sum(it)])) as Record<Relation, number>,
      unanswered: sum(undefined),
      total: mine.reduce((total, it) => total + it.count, 0),
    }
  }).filter((it) => it.total > 0)
}

export const answered = (cells: readonly CensusCell[], answer: Relation) =>
  cells.filter((it) => it.answer === answer).reduce((sum, it) => sum + it.count, 0)
