import { get, post, query } from './http'
import type { Category, Relation } from '@/api/wire'

export type Line = 'territorial' | 'sector'
export interface Composition {
  members: number
  registered: number
  unregistered: number
  probationary: number
  activists: number
  applicants: number
  people: number
  organisations: number
  committees: number
  generalBranches: number
  branches: number
  jointBranches: number
  groups: number
}
export interface Cell {
  category: Category
  relation: Relation
  own: number
  subtree: number
}
/** `tenths`: tenths of a percent; absent where there is nothing to divide by. */
export interface Ratio {
  definition: string
  numerator: number
  denominator: number
  tenths?: number
}
export interface ChildCounts {
  id: string
  name: string
  kind: string
  members: number
  registered: number
  unregistered: number
  activists: number
  people: number
  organisations: number
  registeredTenths?: number
}
export interface NodeCounts {
  node: string
  name: string
  kind: string
  line: Line
  asOf: number
  lagMs: number
  seq: number
  mayName: boolean
  mayRecount: boolean
  above: { id: string; name: string }[]
  totals: Composition
  ownMembers: number
  cells: Cell[]
  kinds: { kind: string; count: number }[]
  ratios: Ratio[]
  children: ChildCounts[]
}
export interface Enterprises {
  enterprises: number
  own: number
  joint: number
  due: number
  dueFounded: number
  seats: number
  staff: number
  declared: number
}
export interface Coverage {
  asOf: number
  organisations: Composition
  seats: number
  enterprises?: Enterprises
  ratios: Ratio[]
}
export interface Growth {
  asOf: number
  months: { month: string; came: number; left: number; total: number }[]
}
export interface Definition {
  id: string
  zh: string
  en: string
  numeratorZh: string
  numeratorEn: string
  denominatorZh: string
  denominatorEn: string
}
export interface People {
  people: { member: string; name: string; category: Category; relation: Relation; nodeName: string }[]
  next?: string
}
export interface Recount {
  running: boolean
  progress: number
  startedAt: number
  endedAt?: number
  seq: number
  nodes: number
  people: number
  differences: number
  where: string[]
  failed: boolean
}

const at = (node: string) => `/api/nodes/${encodeURIComponent(node)}`
export const readCounts = (node: string, line: Line) =>
  get<NodeCounts>(`${at(node)}/counts${query({ line })}`)
export const readCoverage = (node: string) => get<Coverage>(`${at(node)}/coverage`)
export const readGrowth = (node: string) => get<Growth>(`${at(node)}/growth`)
export const readDefinitions = () => get<Definition[]>('/api/definitions')
export const readPeople = (node: string, category: Category, relation: Relation, after?: string) =>
  get<People>(`${at(node)}/counts/names${query({ category, relation, after })}`)
export const exportOf = (node: string, ending: 'csv' | 'xlsx', line: Line) =>
  `${at(node)}/counts.${ending}${query({ line })}`
export const startRecount = () => post<Recount>('/api/counts/recount')
export const readRecount = () => get<Recount>('/api/counts/recount')
