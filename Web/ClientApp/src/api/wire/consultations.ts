import type { Picture } from './entries'

/** Questions to the branch (docs/protocol.md §2). */

export type ConsultationTopic = 'relation' | 'activities' | 'dues' | 'development' | 'care' | 'other'
export const TOPICS: ConsultationTopic[] = ['relation', 'activities', 'dues', 'development', 'care', 'other']
export interface Consultation {
  id: string
  node: string
  nodeName: string
  topic: ConsultationTopic
  subject: string
  state: 'waiting' | 'taken' | 'closed'
  member: string
  memberName: string
  officer?: string | null
  officerName?: string | null
  openedAt: number
  waitingSince?: number | null
  firstReplyAt?: number | null
  closedAt?: number | null
  helped?: boolean | null
  head: number
  read: number
  otherRead: number
  moved: boolean
  as: 'member' | 'officer'
}
export interface ConsultationEntry {
  s: number
  k: 'opened' | 'message' | 'taken' | 'handedOver' | 'closed' | 'reopened' | 'rated'
  at: number
  by: string
  name: string
  id?: string | null
  who?: string | null
  whoName?: string | null
  text?: string | null
  pic?: Picture | null
  v?: number | null
}
export interface ConsultationPush {
  consultation: Consultation
  entries: ConsultationEntry[]
}
export interface DeskOfficer {
  member: string
  name: string
  role: string
  online?: boolean | null
}
export interface OwnConsultations {
  desk?: { node: string; nodeName: string; officers: DeskOfficer[] } | null
  limitSeconds: number
  consultations: Consultation[]
}
export interface DeskConsultations {
  limitSeconds: number
  consultations: Consultation[]
}
export interface ConsultationPage {
  limitSeconds: number
  consultation: Consultation
  officers: DeskOfficer[]
  entries: ConsultationEntry[]
}
export interface ConsultationAck {
  seq: number
  at: number
  consultation: Consultation
}
export interface ConsultationFigures {
  days: number
  limitSeconds: number
  asked: number
  replied: number
  inTime: number
  medianSeconds?: number | null
  p90Seconds?: number | null
  waiting: number
  overdue: number
}
