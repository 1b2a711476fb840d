import { get, post, query } from './http'
import { randomId } from '@/live/ids'

export type NodeKind =
  'committee' | 'generalBranch' | 'branch' | 'group' | 'jointBranch' | 'alliance' | 'cluster' | 'grid'
export type Line = 'territory' | 'sector'

export interface TreeNode {
  id: string
  parent?: string
  parentName?: string
  sectorParent?: string
  kind: NodeKind
  name: string
  region?: string
  /** On its own roster. */
  members: number
  /** Whether nodes stand below it. */
  below: boolean
}
export interface PageMark {
  name: string
  id: string
}
export interface TreePage {
  nodes: TreeNode[]
  next?: PageMark
}
export interface LineStep {
  id: string
  kind: NodeKind
  name: string
}
export interface TreePlace {
  node: TreeNode
  line: LineStep[]
  sectorLine: LineStep[]
  mayFound: boolean
  mayChange: boolean
}
/** What a change of the node carries with it. */
export interface Reach {
  nodes: number
  members: number
  own: number
  children: number
  sectorChildren: number
}
export interface NodeChange {
  seq: number
  at: number
  cause: string
  own: boolean
  name: string
  was?: string
  source?: string
  from?: string
  to?: string
  by?: string
}
export interface PastMember {
  member: string
  name: string
  node: string
  nodeName: string
  since: number
}
export interface OrganisationAck {
  id: string
  nodes: number
  members: number
  warnings: string[]
}

const at = (id: string, rest = '') => `/api/org/nodes/${encodeURIComponent(id)}${rest}`

export const readTree = (parent?: string, line?: Line, q?: string, next?: PageMark) =>
  get<TreePage>(`/api/org/tree${query({ parent, line, q, name: next?.name, after: next?.id })}`)
export const readPlace = (id: string) => get<TreePlace>(at(id))
export const readReach = (id: string) => get<Reach>(at(id, '/reach'))
export const readHistory = (id: string, before?: number) =>
  get<{ changes: NodeChange[]; next?: number }>(at(id, `/history${query({ before })}`))
export const readPast = (id: string, day: string, after?: string) =>
  get<{ day: string; members: PastMember[]; next?: string }>(at(id, `/roster${query({ day, after })}`))

export interface Founding {
  requestId: string
  kind: NodeKind
  name: string
  parent: string
  region?: string
  enterprise?: string
}
export const foundNode = (asked: Founding) => post<OrganisationAck>('/api/org/nodes', asked)
export type NodeVerb = 'rename' | 'move' | 'merge' | 'dissolve' | 'sector'
export const changeNode = (id: string, verb: NodeVerb, asked: object) =>
  post<OrganisationAck>(at(id, `/${verb}`), asked)

/** One for each form: pressing twice, or again after a lost answer, does it once. */
export const requestId = () => `r-${randomId()}`

const BELOW: Record<NodeKind, NodeKind[]> = {
  committee: ['branch', 'generalBranch', 'committee', 'jointBranch', 'cluster', 'grid', 'alliance'],
  cluster: ['branch', 'jointBranch', 'generalBranch', 'grid'],
  grid: ['branch', 'jointBranch', 'generalBranch'],
  generalBranch: ['branch', 'jointBranch'],
  branch: ['group'],
  jointBranch: ['group'],
  group: [],
  alliance: [],
}
/** Kinds that may stand right below one; the hub decides, this only offers. */
export const kindsBelow = (kind: NodeKind): NodeKind[] => BELOW[kind] ?? []
