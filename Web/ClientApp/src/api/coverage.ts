import { get, post } from './http'
import type { Ratio } from './stats'

export type TargetState = 'onTrack' | 'behind' | 'reached' | 'missed' | 'dropped'
/** Days are yyyy-MM-dd, shares tenths of a percent. */
export interface TargetDay {
  day: string
  numerator: number
  denominator: number
  tenths: number
  planned: number
}
export interface CoverageTarget {
  id: string
  measure: string
  goal: number
  since: string
  until: string
  source: string
  state: TargetState
  running: boolean
  base: Ratio
  now: Ratio
  nowAt: number
  remaining: number
  daysLeft: number
  planned: number
  why?: string
  days: TargetDay[]
}
export interface Targets {
  node: string
  asOf: number
  maySet: boolean
  measures: string[]
  targets: CoverageTarget[]
}
export interface Demonstration {
  id: string
  node: string
  nodeName: string
  title: string
  reason: string
  since: number
  until: number
  reviewedAt?: number
  review?: string
}
export interface Demonstrations {
  node: string
  asOf: number
  mayAward: boolean
  total: number
  own?: Demonstration
  units: Demonstration[]
  byChild: { id: string; count: number }[]
}

const at = (node: string) => `/api/nodes/${encodeURIComponent(node)}`
export const readTargets = (node: string) => get<Targets>(`${at(node)}/targets`)
export const readDemonstrations = (node: string) => get<Demonstrations>(`${at(node)}/demonstrations`)

export interface NewTarget {
  requestId: string
  id: string
  measure: string
  goal: number
  until: string
  source: string
}
export const setTarget = (node: string, target: NewTarget) => post<void>(`${at(node)}/targets`, target)
export const dropTarget = (node: string, requestId: string, id: string, why: string) =>
  post<void>(`${at(node)}/targets/drop`, { requestId, id, why })

export interface Award {
  requestId: string
  id: string
  title: string
  reason: string
  until: string
}
export const awardUnit = (node: string, award: Award) => post<void>(`${at(node)}/demonstrations`, award)
export const reviewUnit = (node: string, requestId: string, id: string, review: string, until: string) =>
  post<void>(`${at(node)}/demonstrations/review`, { requestId, id, review, until })
export const revokeUnit = (node: string, requestId: string, id: string, why: string) =>
  post<void>(`${at(node)}/demonstrations/revoke`, { requestId, id, why })
