import type { Transfer, TransferKind, TransferState, TransferStep } from '@/api/transfers'

/** The stages that a person watches; the steps between two committees of one hub are one of them. */
const STAGES: Record<TransferKind, TransferState[]> = {
  inside: ['submitted', 'sourceBranchOk', 'targetCommitteeReceived', 'targetBranchAccepted', 'filed'],
  out: ['submitted', 'sourceBranchOk', 'inTransit', 'targetBranchAccepted', 'filed'],
  in: ['inTransit', 'targetCommitteeReceived', 'targetBranchAccepted', 'filed'],
  unit: ['targetCommitteeReceived', 'targetBranchAccepted', 'filed'],
}
const ORDER: TransferState[] = [
  'draft',
  'submitted',
  'sourceBranchOk',
  'sourceCommitteeIssued',
  'inTransit',
  'targetCommitteeReceived',
  'targetBranchAccepted',
  'filed',
]

export interface Stage {
  state: TransferState
  done: boolean
  at?: number
}

export const isClosed = (state: TransferState) => !ORDER.includes(state) || state === 'filed'
/** Before the acceptance: the source is responsible. */
export const isRunning = (state: TransferState) => {
  const place = ORDER.indexOf(state)
  return place >= 0 && place < ORDER.indexOf('targetBranchAccepted')
}

/** How far a case came, also where it ended by a side exit. */
export function stagesOf(it: Pick<Transfer, 'kind'>, steps: readonly TransferStep[]): Stage[] {
  const passed = new Map(
    steps.filter((s) => s.action === 'passed' || s.action === 'filed').map((s) => [s.state, s.at]),
  )
  const furthest = Math.max(0, ...[...passed.keys()].map((state) => ORDER.indexOf(state)))
  return STAGES[it.kind].map((state) => ({
    state,
    done: ORDER.indexOf(state) <= furthest && passed.size > 0,
    at: passed.get(state),
  }))
}
