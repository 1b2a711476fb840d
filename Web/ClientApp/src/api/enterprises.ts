import { get, post, query } from './http'
import { randomId } from '@/live/ids'
import type { NodeKind, OrganisationAck, PageMark } from './tree'
import type { Category } from '@/api/wire'

export type Cover = 'regional' | 'joint' | 'own'
export type Advice = 'keep' | 'ownBranch' | 'joinJoint' | 'foundJoint' | 'regional'

export interface Enterprise {
  id: string
  name: string
  region: string
  industry: string
  staff: number
  state: 'active' | 'merged' | 'closed'
  node: string
  nodeName: string
  nodeKind: NodeKind
  cover: Cover
  holder?: string
  mergedInto?: string
  mergedIntoName?: string
  registeredAt: number
  party: number
  full: number
}
export interface Declaration {
  id: string
  name: string
  category: Category
  linked: boolean
  here: boolean
  at: number
}
export interface Suggestion {
  advice: Advice
  rule: string
  node?: string
  nodeName?: string
  hints: string[]
}
export interface EnterpriseChange {
  at: number
  cause: string
  by?: string
  name: string
  nodeName: string
}
export interface EnterprisePage {
  enterprise: Enterprise
  declared: Declaration[]
  suggestion: Suggestion
  changes: EnterpriseChange[]
  mayChange: boolean
}
export interface Enterprises {
  enterprises: Enterprise[]
  next?: PageMark
  coverage: { cover: Cover; enterprises: number; seats: number }[]
}

const at = (id: string, rest = '') => `/api/enterprises/${encodeURIComponent(id)}${rest}`

export const readEnterprises = (
  asked: { q?: string; cover?: string; state?: string; seated?: string },
  next?: PageMark,
) => get<Enterprises>(`/api/enterprises${query({ ...asked, name: next?.name, after: next?.id })}`)
export const readEnterprise = (id: string) => get<EnterprisePage>(at(id))
export const registerEnterprise = (asked: object) => post<OrganisationAck>('/api/enterprises', asked)
export type EnterpriseVerb = 'amend' | 'cover' | 'declare' | 'withdraw' | 'seat' | 'end-seat' | 'end'
export const changeEnterprise = (id: string, verb: EnterpriseVerb, asked: object) =>
  post<OrganisationAck>(at(id, `/${verb}`), asked)

/** Chosen by the device, so that a registration sent twice is one. */
export const enterpriseId = () => `e-${randomId()}`

/** `unit.own-branch` as the words name it: `ownBranch`. */
export const ruleKey = (rule: string) =>
  rule.slice(rule.indexOf('.') + 1).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
