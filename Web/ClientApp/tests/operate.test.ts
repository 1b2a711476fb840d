import { describe, expect, it } from 'vitest'
import type { NodeSample } from '@/api/wire'
import { keep, latest, moments, REACH_MS } from '@/operate/samples'

const sample = (node: string, at: number, more: Partial<NodeSample> = {}) =>
  ({
    node,
    at,
    connections: 0,
    posts: 0,
    refusals: 0,
    frames: 0,
    ackMs: 0,
    commitMs: 0,
    lagMs: 0,
    queue: 0,
    behind: 0,
    resyncs: 0,
    slow: 0,
    processor: 0,
    ...more,
  }) as NodeSample

describe('the samples of the nodes', () => {
  it('are kept once and in order, and the old go', () => {
    const held = keep([sample('a', 1_000)], [sample('b', 500), sample('a', 1_000), sample('a', 2_000)])
    expect(held.map((it) => it.node + it.at)).toEqual(['b500', 'a1000', 'a2000'])
    expect(keep(held, [sample('a', 2_000 + REACH_MS)]).map((it) => it.at)).toEqual([2_000 + REACH_MS])
  })
  it('tell the last word of each node', () => {
    const nodes = latest([
      sample('b', 1, { connections: 1 }),
      sample('a', 2),
      sample('b', 3, { connections: 9 }),
    ])
    expect(nodes.map((it) => [it.node, it.connections])).toEqual([
      ['a', 0],
      ['b', 9],
    ])
  })
  it('add up loads and take the slowest of times', () => {
    const [moment] = moments([
      sample('a', 1_100, { connections: 7, ackMs: 50 }),
      sample('a', 1_900, { connections: 8, ackMs: 5, behind: 1 }),
      sample('b', 1_500, { connections: 2, ackMs: 25, slow: 2 }),
    ])
    expect(moment).toMatchObject({ at: 1_000, connections: 10, ackMs: 25, trouble: 3 })
  })
  it('are nothing where nothing was told', () => expect([moments([]), latest([])]).toEqual([[], []]))
})
