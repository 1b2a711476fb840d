import { get, post, query, refuse } from './http'
import { RefusedError, UNREACHABLE } from './refusal'
import type { Refusal } from '@/api/wire'

export interface AuditEntry {
  id: number
  at: number
  actor: string
  action: string
  subject: string
  detail: string
  place: string
  removed: boolean
}
export interface AuditPage {
  node: string
  nodeName: string
  nodes: { id: string; name: string }[]
  entries: AuditEntry[]
  /** What ids in the details stand for, as far as the reader may know. */
  names: Record<string, string>
  next?: number
}
export interface AuditSearch {
  node?: string
  kind?: string
  from?: number
  to?: number
}
export const readAudit = (search: AuditSearch, before?: number) =>
  get<AuditPage>(`/api/audit${query({ ...search, before })}`)

export interface Look {
  at: number
  by: string
  action: string
  what: string
  place: string
}
export const readLooks = (before?: number) =>
  get<{ looks: Look[]; next?: number }>(`/api/me/looks${query({ before })}`)

export interface RollNode {
  id: string
  name: string
  /** Registration numbers may be exported. */
  numbers: boolean
}
export const readRolls = () => get<{ nodes: RollNode[] }>('/api/rolls')

export type CorrectionField = 'name' | 'phone' | 'joined' | 'category' | 'relation'
export interface Correction {
  id: string
  field: CorrectionField
  was: string
  wanted: string
  reason: string
  filedAt: number
  dueAt: number
  state: 'open' | 'applied' | 'refused' | 'withdrawn'
  answer?: string
  decidedBy?: string
  decidedAt?: number
  member?: string
  organisation?: string
  overdue?: boolean
  may?: boolean
}
export const readCorrections = () => get<{ corrections: Correction[] }>('/api/me/corrections')
export const fileCorrection = (asked: {
  requestId: string
  field: CorrectionField
  wanted: string
  reason: string
}) => post<{ id: string }>('/api/me/corrections', asked)
const at = (id: string) => encodeURIComponent(id)
export const withdrawCorrection = (id: string, requestId: string) =>
  post<{ id: string }>(`/api/me/corrections/${at(id)}/withdraw`, { requestId })
export const readCorrectionDesk = (closed: boolean) =>
  get<{ corrections: Correction[] }>(`/api/corrections${query({ closed: closed ? 'true' : undefined })}`)
export const decideCorrection = (id: string, requestId: string, apply: boolean, answer: string) =>
  post<{ id: string }>(`/api/corrections/${at(id)}/decide`, { requestId, apply, answer })

export interface ImportCounts {
  members: number
  nodes: number
  offices: number
  minted: number
  enterprises: number
}
export interface ImportProblem {
  sheet: string
  line: number
  kind: string
  zh: string
  en: string
}
export interface ImportReport {
  hash: string
  form: string
  counts?: ImportCounts
  found: number
  /** What of the tree the file touches, as it was checked; goes back with the import. */
  tree?: string
  problems: ImportProblem[]
}
/** One line of an import's answer; the last is a report, done or refused. */
export interface ImportLine {
  kind: 'progress' | 'codes' | 'report' | 'done' | 'refused'
  stage?: 'check' | 'codes' | 'write'
  share?: number
  codes?: string
  report?: ImportReport
  counts?: ImportCounts
  refusal?: Refusal
}
export const readImport = (id: string) =>
  get<{ done: boolean; counts?: ImportCounts }>(`/api/imports/${at(id)}`)
export const checkFile = (file: File, tell: (line: ImportLine) => void) =>
  send('/api/imports/check', file, tell)
export const importFile = (
  file: File,
  requestId: string,
  report: ImportReport,
  tell: (line: ImportLine) => void,
) => send(`/api/imports${query({ requestId, hash: report.hash, tree: report.tree })}`, file, tell)

/** Sends the file itself and tells each line of the answer as it comes; returns the last. */
async function send(path: string, file: File, tell: (line: ImportLine) => void): Promise<ImportLine> {
  let last: ImportLine | undefined
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'X-Hub-Client': '1', 'Content-Type': 'application/octet-stream' },
      credentials: 'same-origin',
      body: file,
    })
    if (!response.ok || !response.body)
      throw refuse(
        response.status,
        await response.json().catch(() => undefined),
        response.headers.get('Retry-After'),
      )
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
    let rest = ''
    for (;;) {
      const { value, done } = await reader.read()
      if (done) break
      const lines = (rest + value).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        last = JSON.parse(line) as ImportLine
        tell(last)
      }
    }
  } catch (error) {
    if (error instanceof RefusedError) throw error
    throw new RefusedError(UNREACHABLE, 0)
  }
  if (last?.kind === 'refused' && last.refusal) throw new RefusedError(last.refusal, 409)
  if (!last || last.kind === 'progress' || last.kind === 'codes') throw new RefusedError(UNREACHABLE, 0)
  return last
}
