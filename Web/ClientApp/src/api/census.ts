import { get, post, query } from './http'
import type { Category, Relation } from '@/api/wire'

export type Evidence = 'statement' | 'letter' | 'activityCard' | 'duesReceipt' | 'verified'
export interface CensusBrief {
  id: string
  node: string
  title: string
  openedAt: number
  closesAt: number
  closedAt?: number
}
export interface CensusCell {
  category: Category
  register: Relation
  answer?: Relation
  count: number
}
export interface Census {
  census: CensusBrief
  node: string
  nodeName: string
  takes: boolean
  mayDecide: boolean
  headcount: number
  answered: number
  unanswered: number
  conflicts: number
  cells: CensusCell[]
  parts: { id: string; name: string; headcount: number; answered: number }[]
}
export interface CensusLine {
  member: string
  name: string
  nodeName: string
  category: Category
  register: Relation
  answer?: Relation
  evidence?: Evidence
  byOfficer: boolean
  applied: boolean
}
export interface OwnCensus {
  census: CensusBrief
  nodeName: string
  register: Relation
  answer?: Relation
  evidence?: Evidence
}
export type CensusList = 'unanswered' | 'conflicts' | 'all'

const at = (id: string) => `/api/censuses/${encodeURIComponent(id)}`
export const readOwnCensuses = () => get<OwnCensus[]>('/api/censuses')
export const readCensuses = (node: string) =>
  get<CensusBrief[]>(`/api/nodes/${encodeURIComponent(node)}/censuses`)
export const openCensus = (body: { id: string; node: string; title: string; closesAt: number }) =>
  post<CensusBrief>('/api/censuses', body)
export const readCensus = (id: string, node?: string) => get<Census>(`${at(id)}${query({ node })}`)
export const readCensusLines = (id: string, list: CensusList, node?: string, after?: string) =>
  get<{ lines: CensusLine[]; next?: string }>(`${at(id)}/lines${query({ list, node, after })}`)
export const answerCensus = (id: string, answer: Relation, evidence?: Evidence, member?: string) =>
  post<OwnCensus>(`${at(id)}/answer`, { answer, evidence, member })
export const closeCensus = (id: string) => post<CensusBrief>(`${at(id)}/close`)
export const applyCensus = (id: string, requestId: string, members: string[]) =>
  post<{ applied: number; skipped: number }>(`${at(id)}/apply`, { requestId, members })
