import { del, get, post, query } from './http'
import type {
  AppealView,
  AttendanceLine,
  Ballot,
  Brief,
  Flagged,
  GatheringType,
  Message,
  Minutes,
  NodeView,
  NowView,
  PollForm,
  PollView,
  Presence,
  RosterPage,
  SummonNode,
  Timeline,
} from '@/api/wire'

export interface Summons {
  id: string
  node: string
  subtree: boolean
  type: GatheringType
  topic: string
  activists?: boolean
  minutes?: number
  opensAt?: number
}

const at = (id: string, rest = '') => `/api/gatherings/${encodeURIComponent(id)}${rest}`

export const readNow = () => get<NowView>('/api/now')
export const readGathering = (id: string) => get<Brief>(at(id))
export const readLog = (id: string, after: number, count: number) =>
  get<{ entries: Message[]; head: number }>(at(id, `/log${query({ after, count })}`))
export const readVersions = (id: string, seq: number) =>
  get<{ versions: { text: string; at: number }[] }>(at(id, `/messages/${seq}/versions`))
export const readRoster = (id: string, only?: Presence, after?: string | null, q?: string) =>
  get<RosterPage>(at(id, `/roster${query({ only, after, q })}`))
export const readTimeline = (id: string) => get<Timeline>(at(id, '/timeline'))
export const readFlags = (id: string) => get<{ flags: Flagged[]; appeals: AppealView[] }>(at(id, '/flags'))
export const readPolls = (id: string) => get<{ prepared: PollForm[]; polls: PollView[] }>(at(id, '/polls'))
export const readBallots = (id: string, poll: string) =>
  get<{ ballots: Ballot[] }>(at(id, `/polls/${encodeURIComponent(poll)}/ballots`))
export const pollExportPath = (id: string, poll: string, format: 'csv' | 'xlsx') =>
  at(id, `/polls/${encodeURIComponent(poll)}/result.${format}`)
export const readMinutes = (id: string) => get<{ versions: Minutes[] }>(at(id, '/minutes'))
export const signMinutes = (id: string, version: number, remarks: string, reason?: string) =>
  post<Minutes>(at(id, '/minutes'), { version, remarks, reason })
export const exportPath = (id: string, format: 'csv' | 'xlsx') => at(id, `/attendance.${format}`)
export const summon = (summons: Summons) => post<Brief>('/api/gatherings', summons)
export const excuseMyself = (id: string, reason: string) => post<void>(at(id, '/excuse'), { reason })
export const withdrawExcuse = (id: string) => del<void>(at(id, '/excuse'))

export const readNode = (id: string) => get<NodeView>(`/api/nodes/${encodeURIComponent(id)}`)
export const readOnline = (id: string) =>
  get<{ online: number; members: { member: string; name: string }[] }>(
    `/api/nodes/${encodeURIComponent(id)}/online`,
  )
export const readSummonNodes = () => get<SummonNode[]>('/api/nodes')
export const readAttendance = () => get<AttendanceLine[]>('/api/attendance')
