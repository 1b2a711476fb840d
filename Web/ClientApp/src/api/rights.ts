import { randomId } from '@/live/ids'
import { get, post, query } from './http'
import type { Category, Relation, Right } from '@/api/wire'

export type Place = 'home' | 'card' | 'virtual' | 'life' | 'seat'
export interface PlaceRights {
  node: string
  name: string
  /** Absent where one is assigned as instructor. */
  kind?: Place
  rights: Right[]
}
export interface Term {
  role: string
  node: string
  nodeName: string
  since: number
  until?: number
}
export interface OwnRights {
  places: PlaceRights[]
  offices: Term[]
  grantedUntil?: number
}

export interface OfficeLine extends Term {
  member: string
  name: string
  endedWhy?: string
}
export interface Offices {
  node: string
  name: string
  kind: string
  may: string[]
  running: OfficeLine[]
  past: OfficeLine[]
}
export interface DeskNode {
  id: string
  name: string
  kind: string
}
export interface VotePolicy {
  version: number
  holds: boolean
  allowed: boolean
  reason: string
  since?: number
  until?: number
  maySet: boolean
}
export interface MemberLine {
  member: string
  name: string
  category?: Category
  relation?: Relation
  node: string
  nodeName: string
}

export type Step =
  | 'recorded'
  | 'applied'
  | 'activist'
  | 'candidate'
  | 'admitted'
  | 'extended'
  | 'converted'
  | 'steppedBack'
  | 'ended'
export interface DevelopmentLine {
  member: string
  name: string
  stage: Category
  node: string
  nodeName: string
  since?: string
  due?: string
  extended: boolean
}
export interface DevelopmentBoard {
  today: string
  name: string
  lines: DevelopmentLine[]
  more: boolean
}
export interface DevelopmentFile {
  member: string
  name: string
  stage: Category
  since?: string
  due?: string
  extended: boolean
  fullSince?: string
  steps: { step: Step; day: string; evidence: string; reason: string; months: number; at: number }[]
}

export type Audience = 'members' | 'officers' | 'nobody'
export interface Privacy {
  audience: Audience
  conflicts: string[]
}

export interface Found {
  id: string
  name: string
  sort: string
  line?: string
  region?: string
}
export interface FoundPage {
  items: Found[]
  next?: string
}

export interface County {
  region: string
  name: string
}
export interface Declared {
  receipt?: string
  requestId?: string
  name: string
  category: Category
  joined?: string
  region?: string
  place: string
  employer: string
  phone?: string
  note: string
}
export interface DeclarationStatus {
  state: 'waiting' | 'accepted' | 'answered'
  at: number
  desk: string
  answer?: string
  branch?: string
  number?: string
}
export interface DeclarationLine {
  id: string
  member: boolean
  name: string
  category: Category
  joined?: string
  region?: string
  place: string
  employer: string
  phone?: string
  note: string
  at: number
}

/** Id of a command: sent again with the same one, it is done once. */
export const newRequest = () => `r-${randomId()}`
const node = (id: string, rest: string) => `/api/nodes/${encodeURIComponent(id)}${rest}`

export const readRights = () => get<OwnRights>('/api/me/rights')
export const readOwnDevelopment = () => get<DevelopmentFile>('/api/me/development')
export const readPrivacy = () => get<Privacy>('/api/me/privacy')
export const savePrivacy = (it: Privacy, requestId: string) =>
  post<void>('/api/me/privacy', { ...it, requestId })

export const readDeskNodes = () => get<DeskNode[]>('/api/desk/nodes')
export const readOffices = (id: string) => get<Offices>(node(id, '/offices'))
export const readDueOffices = () => get<{ lines: OfficeLine[] }>('/api/offices/due')
export const appoint = (
  id: string,
  body: { requestId: string; member: string; role: string; years: number },
) => post<void>(node(id, '/offices'), body)
export const endOffice = (
  id: string,
  body: { requestId: string; member: string; role: string; reason: string },
) => post<void>(node(id, '/offices/end'), body)
export const findMembers = (id: string, q: string) =>
  get<{ lines: MemberLine[]; next?: string }>(node(id, `/members${query({ q })}`))
export const readVotePolicy = (id: string) => get<VotePolicy>(node(id, '/vote-policy'))
export const setVotePolicy = (
  id: string,
  body: {
    requestId: string
    version: number
    allowed: boolean
    reason: string
    since: number
    until: number
  },
) => post<void>(node(id, '/vote-policy'), body)

export const readBoard = (id: string) => get<DevelopmentBoard>(node(id, '/development'))
const person = (id: string) => `/api/members/${encodeURIComponent(id)}/development`
export const readFile = (id: string) => get<DevelopmentFile>(person(id))
export const takeStep = (
  id: string,
  body: {
    requestId: string
    step: Step
    day: string
    evidence: string
    reason: string
    months: number
  },
) => post<void>(person(id), body)

export const find = (kind: string, q: string, region: string, after?: string) =>
  get<FoundPage>(`/api/find${query({ kind, q, region, after })}`)

export const readCounties = () => get<County[]>('/api/declarations/places')
export const declare = (body: Declared) => post<void>('/api/declarations', body)
export const readStatus = (receipt: string) =>
  post<DeclarationStatus>('/api/declarations/status', { receipt })
export const readOwnDeclaration = async () =>
  (await get<{ declaration?: DeclarationStatus }>('/api/me/declaration')).declaration
export const readDeclarations = () => get<{ lines: DeclarationLine[] }>('/api/declarations')
const one = (id: string, rest: string) => `/api/declarations/${encodeURIComponent(id)}${rest}`
export const acceptDeclaration = (
  id: string,
  body: { requestId: string; branch: string; category: Category; relation: Relation },
) => post<void>(one(id, '/accept'), body)
export const answerDeclaration = (id: string, body: { requestId: string; text: string }) =>
  post<void>(one(id, '/answer'), body)

/** What a person without a session keeps: 100 random bits that only this device has ever seen. */
export function newReceipt(): string {
  const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
  const bytes = crypto.getRandomValues(new Uint8Array(20))
  const all = [...bytes].map((it) => signs[it & 31]).join('')
  return all.replace(/(.{5})(?=.)/g, '$1-')
}
