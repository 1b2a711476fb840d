import { describe, expect, it } from 'vitest'
import type { TransferStep } from '@/api/transfers'
import { isClosed, isRunning, stagesOf } from '@/transfer/stages'

const passed = (state: TransferStep['state'], at = 1) => ({ action: 'passed', state, at }) as TransferStep

describe('the stages of a transfer', () => {
  it('are done up to the furthest state that was passed, with the time of each', () => {
    const stages = stagesOf({ kind: 'inside' }, [
      passed('submitted', 1),
      passed('sourceBranchOk', 2),
      passed('sourceCommitteeIssued', 3),
      passed('inTransit', 3),
      passed('targetCommitteeReceived', 3),
    ])
    expect(stages.map((it) => it.done)).toEqual([true, true, true, false, false])
    expect(stages.map((it) => it.at)).toEqual([1, 2, 3, undefined, undefined])
  })
  it('stay where a case came to when it was returned', () => {
    const returned = { action: 'returned', state: 'returned', at: 2 } as TransferStep
    expect(stagesOf({ kind: 'inside' }, [passed('submitted'), returned]).map((it) => it.done)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ])
  })
  it('of a draft are all to come', () => {
    const opened = { action: 'opened', state: 'draft', at: 1 } as TransferStep
    expect(stagesOf({ kind: 'in' }, [opened]).some((it) => it.done)).toBe(false)
  })
  it('run until the acceptance and are closed by filing or a side exit', () => {
    expect([
      isRunning('draft'),
      isRunning('inTransit'),
      isRunning('targetBranchAccepted'),
      isRunning('expired'),
    ]).toEqual([true, true, false, false])
    expect([isClosed('targetBranchAccepted'), isClosed('filed'), isClosed('returned')]).toEqual([
      false,
      true,
      true,
    ])
  })
})
