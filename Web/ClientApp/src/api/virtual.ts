import { get, post, query } from './http'

/** Virtual branches and groups for organisational life. */
export type VirtualKind = 'virtual' | 'lifeGroup'
export type VirtualState = 'active' | 'suspended' | 'closed' | 'dissolved'

export interface OwnVirtual {
  id: string
  kind: VirtualKind
  name: string
  topic: string
  members: number
  state: VirtualState
  leads: boolean
  requested: boolean
  requests: number
  electing: boolean
}
export interface SignedText {
  document: 'virtual-rules' | 'virtual-pledge'
  version: number
  titleZh: string
  titleEn: string
  textZh: string
  textEn: string
  sha256: string
  effectiveAt: number
  signed: boolean
}
/** Every version of the texts, the newest first; how many are in virtual branches and how many lead one. */
export interface TextVersions {
  members: number
  secretaries: number
  versions: SignedText[]
}
/** A version to publish: its number is the last one and one more, so that sent twice it is published once. */
export type NewText = Omit<SignedText, 'sha256' | 'effectiveAt' | 'signed'> & { effectiveAt?: number }
export interface County {
  node: string
  name: string
  above?: string | null
}
export interface Election {
  cause: 'silent' | 'vacant'
  openedAt: number
  closesAt: number
  ballots: number
  voted: boolean
  stands: boolean
  candidates: { member: string; name: string }[]
}
export interface VirtualView {
  id: string
  kind: VirtualKind
  name: string
  topic: string
  about: string
  county?: County | null
  foundedAt: number
  state: VirtualState
  reason?: string | null
  size: string
  openJoining: boolean
  memberSummons: boolean
  mine: {
    member: boolean
    requested: boolean
    leads: boolean
    inCharge: boolean
    offered: boolean
    mustSign: boolean
    maySummon: boolean
    rules: number
    pledge: number
  }
  members?: number
  requests?: number
  leader?: string
  heir?: string
  seenAt?: number
  election?: Election
}
export interface JoinRequest {
  member: string
  name: string
  category: string
  at: number
}
export interface VirtualMember {
  member: string
  name: string
  category: string
  unit: string
  since: number
}
export interface RegisterLine {
  id: string
  name: string
  topic: string
  county?: string
  foundedAt: number
  size: string
}
export interface Supervised {
  id: string
  kind: VirtualKind
  name: string
  topic: string
  county?: string
  countyName?: string
  foundedAt: number
  members: number
  state: VirtualState
  seenAt: number
}
export interface Founding {
  id: string
  requestId: string
  name: string
  topic: string
  about: string
  county?: string
  openJoining: boolean
  rules: number
  pledge: number
}

const at = (id: string, rest = '') => `/api/virtual-branches/${encodeURIComponent(id)}${rest}`

export const readOwn = () => get<{ most: number; branches: OwnVirtual[] }>('/api/virtual-branches')
export const readTexts = () => get<SignedText[]>('/api/virtual-branches/texts')
export const readVersions = () => get<TextVersions>('/api/virtual-branches/texts/versions')
export const publishText = (text: NewText) => post<{ result: string }>('/api/virtual-branches/texts', text)
export const readCounties = (q?: string) =>
  get<{ suggested?: County | null; counties: County[] }>(`/api/virtual-branches/counties${query({ q })}`)
export const readVirtual = (id: string) => get<VirtualView>(at(id))
export const readRequests = (id: string) => get<{ requests: JoinRequest[] }>(at(id, '/requests'))
export const readMembers = (id: string, q?: string, after?: string | null) =>
  get<{ members: VirtualMember[]; next?: string | null }>(at(id, `/members${query({ q, after })}`))
export const readRegister = (q?: string, after?: string | null) =>
  get<{ branches: RegisterLine[]; next?: string | null }>(`/api/register${query({ q, after })}`)
export const readGroups = (q?: string, after?: string | null) =>
  get<{ branches: RegisterLine[]; next?: string | null }>(`/api/life-groups${query({ q, after })}`)
export const readSupervised = (queue: boolean, q?: string, after?: string | null) =>
  get<{ queue: boolean; branches: Supervised[]; next?: string | null }>(
    `/api/virtual-branches/supervised${query({ queue: queue ? 'true' : undefined, q, after })}`,
  )
export const found = (kind: VirtualKind, founding: Founding) =>
  post<{ result: string }>(kind === 'virtual' ? '/api/virtual-branches' : '/api/life-groups', founding)

/** `body` holds what the command needs, its `requestId` among it. */
export const act = (id: string, verb: string, body: object) =>
  post<{ result: string }>(at(id, `/${verb}`), body)

export const isOutside = (id: string) => id.startsWith('v-') || id.startsWith('l-')
