import { get, post, query } from './http'

/** Transfers and activity cards on the wire (docs/protocol.md). */
export type TransferState =
  | 'draft'
  | 'submitted'
  | 'sourceBranchOk'
  | 'sourceCommitteeIssued'
  | 'inTransit'
  | 'targetCommitteeReceived'
  | 'targetBranchAccepted'
  | 'filed'
  | 'returned'
  | 'withdrawn'
  | 'expired'
export type TransferKind = 'inside' | 'out' | 'in' | 'unit'
export type TransferReason = 'work' | 'study' | 'residence' | 'retirement' | 'other'
export const REASONS: TransferReason[] = ['work', 'study', 'residence', 'retirement', 'other']
export type Turn =
  'member' | 'sourceBranch' | 'sourceCommittee' | 'targetCommittee' | 'targetBranch' | 'hub' | 'nobody'
export type Slot = 'branchProof' | 'committeeLetter' | 'duesProof' | 'other'
export const SLOTS: Slot[] = ['branchProof', 'committeeLetter', 'duesProof', 'other']
export type Way = 'visit' | 'call' | 'message'
export const WAYS: Way[] = ['visit', 'call', 'message']

export interface Transfer {
  id: string
  kind: TransferKind
  memberName: string
  source?: string
  sourceName: string
  target?: string
  targetName: string
  reason: TransferReason
  note: string
  count: number
  state: TransferState
  turn: Turn
  as: 'member' | 'source' | 'target' | 'above'
  mine: boolean
  mayWithdraw: boolean
  deskName?: string
  aboveName?: string
  deadline?: number
  overdue: boolean
  expiresAt?: number
  openedAt: number
  since: number
  issuedAt?: number
  acceptedAt?: number
  closedAt?: number
  letterNumber?: string
  letterUntil?: number
  duesFrom?: string
  why?: string
}
export interface TransferStep {
  seq: number
  at: number
  action: string
  state: TransferState
  name: string
  place: string
  note: string
}
export interface Paper {
  slot: Slot
  media: string
  sha256: string
  at: number
  accepted?: boolean
  checkedName?: string
  checkedAt?: number
  why?: string
}
export interface TransferPage {
  transfer: Transfer
  steps: TransferStep[]
  papers: Paper[]
  filings: { to: 'source' | 'target'; addressee: string; queuedAt: number; receiptAt?: number }[]
  outreach: { at: number; way: Way; note: string; name: string }[]
}
export interface Target {
  id: string
  name: string
  kind: string
  above?: string
}
export interface OwnTransfers {
  node: string
  nodeName: string
  registered: boolean
  transfers: Transfer[]
  cards: Card[]
  propose?: Target
}
export interface UnitPreview {
  source: string
  sourceName: string
  target: string
  targetName: string
  members: number
  registered: number
  held: number
  possible: boolean
}
export interface PocketLine {
  id: string
  memberName: string
  sourceName: string
  targetName: string
  state: TransferState
  issuedAt: number
  days: number
  letterUntil?: number
  sought: number
  soughtAt?: number
}
export interface Pocket {
  node: string
  nodeName: string
  at: number
  days: number[]
  counts: number[]
  visits: number
  returned: number
  neverStarted: number
  longAway: number
  elsewhere: number
  converted: number
  lines: PocketLine[]
}
export interface Card {
  id: string
  memberName: string
  home: string
  homeName: string
  host: string
  hostName: string
  note: string
  state: 'requested' | 'running' | 'refused' | 'ended'
  askedAt: number
  since?: number
  until: number
  endedAt?: number
  givenName?: string
  why?: string
  as: 'member' | 'home' | 'host'
}
export interface CardPage {
  card: Card
  months: { month: string; held: number; attended: number; fen?: number }[]
}

const at = (id: string, rest = '') => `/api/transfers/${encodeURIComponent(id)}${rest}`
const card = (id: string, rest = '') => `/api/cards/${encodeURIComponent(id)}${rest}`

export const readOwnTransfers = () => get<OwnTransfers>('/api/transfers')
export const readTransferDesk = (all: boolean) =>
  get<{ transfers: Transfer[] }>(`/api/transfers/desk${query({ all: all ? 'true' : undefined })}`)
export const readTransfer = (id: string) => get<TransferPage>(at(id))
export const readMoved = (id: string) => get<{ names: string[] }>(at(id, '/members'))
export const findTargets = (q: string) => get<Target[]>(`/api/transfers/targets${query({ q })}`)
export const beginTransfer = (asked: {
  requestId: string
  id: string
  target?: string
  place?: string
  reason: TransferReason
  note?: string
  submit?: boolean
}) => post<Transfer>('/api/transfers', asked)
export const sendTransfer = (id: string, requestId: string) =>
  post<TransferPage>(at(id, '/submit'), { requestId })
export const advance = (
  id: string,
  asked: { requestId: string; from: TransferState; letter?: string; days?: number },
) => post<TransferPage>(at(id, '/advance'), asked)
export const giveBack = (id: string, requestId: string, why: string) =>
  post<TransferPage>(at(id, '/return'), { requestId, why })
export const withdraw = (id: string, requestId: string) =>
  post<TransferPage>(at(id, '/withdraw'), { requestId })
export const putPaper = (id: string, requestId: string, slot: Slot, media: string) =>
  post<TransferPage>(at(id, '/papers'), { requestId, slot, media })
export const checkPaper = (id: string, requestId: string, slot: Slot, accepted: boolean, why: string) =>
  post<TransferPage>(at(id, '/papers/check'), { requestId, slot, accepted, why })
export const reachOut = (id: string, requestId: string, way: Way, note: string) =>
  post<TransferPage>(at(id, '/outreach'), { requestId, way, note })
export const readPocket = (node?: string) => get<Pocket>(`/api/transfers/pocket${query({ node })}`)
export const previewUnit = (source: string, target: string) =>
  get<UnitPreview>(`/api/transfers/units${query({ source, target })}`)
export const beginUnit = (asked: {
  requestId: string
  id: string
  source: string
  target: string
  note: string
}) => post<Transfer>('/api/transfers/units', asked)

export const readCards = () => get<{ cards: Card[] }>('/api/cards')
export const readCard = (id: string) => get<CardPage>(card(id))
export const askCard = (asked: {
  requestId: string
  id: string
  host: string
  until: string
  note: string
}) => post<Card>('/api/cards', asked)
export const giveCard = (id: string, requestId: string) => post<CardPage>(card(id, '/give'), { requestId })
export const endCard = (id: string, requestId: string, why: string) =>
  post<CardPage>(card(id, '/end'), { requestId, why })
export const enterDues = (id: string, requestId: string, month: string, fen: number) =>
  post<CardPage>(card(id, '/dues'), { requestId, month, fen })
