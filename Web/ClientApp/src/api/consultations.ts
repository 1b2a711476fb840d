import { get, post, query } from './http'
import { RefusedError } from './refusal'
import type {
  Ack,
  Consultation,
  ConsultationAck,
  ConsultationEntry,
  ConsultationFigures,
  ConsultationPage,
  ConsultationTopic,
  DeskConsultations,
  OwnConsultations,
} from '@/api/wire'

export interface Question {
  id: string
  topic: ConsultationTopic
  subject: string
  clientId: string
  text: string
  picture?: { media: string; width: number; height: number }
}

const at = (id: string, rest = '') => `/api/consultations/${encodeURIComponent(id)}${rest}`

export const readOwn = () => get<OwnConsultations>('/api/consultations')
export const readDesk = (closed: boolean) =>
  get<DeskConsultations>(`/api/consultations/desk${query({ closed: closed ? 'true' : undefined })}`)
export const readConsultation = (id: string) => get<ConsultationPage>(at(id))
export const readEntries = (id: string, after: number, count?: number) =>
  get<{ entries: ConsultationEntry[]; head: number }>(at(id, `/log${query({ after, count })}`))
export const ask = (question: Question) => post<Consultation>('/api/consultations', question)
export const take = (id: string) => post<ConsultationAck>(at(id, '/take'))
export const handOver = (id: string, to: string) => post<ConsultationAck>(at(id, '/hand-over'), { to })
export const close = (id: string) => post<ConsultationAck>(at(id, '/close'))
export const reopen = (id: string) => post<ConsultationAck>(at(id, '/reopen'))
export const rate = (id: string, helped: boolean) => post<ConsultationAck>(at(id, '/rating'), { helped })
export const markRead = (id: string, seq: number) => post<ConsultationAck>(at(id, '/read'), { seq })
export const readFigures = (node: string) =>
  get<ConsultationFigures>(`/api/nodes/${encodeURIComponent(node)}/consultations`)

/** Says something the way the outbox wants it told: refused is an answer, not reached is an error. */
export async function sayIn(id: string, message: object): Promise<Ack> {
  try {
    return { ok: true, seq: (await post<ConsultationAck>(at(id, '/messages'), message)).seq }
  } catch (error) {
    if (error instanceof RefusedError && error.status > 0) return { ok: false, refusal: error.refusal }
    throw error
  }
}
