import type { NodeSample } from '@/api/wire'

/** Samples kept and drawn: three minutes. */
export const REACH_MS = 180_000
/** A node that has said nothing for so long is shown as silent. */
export const SILENT_MS = 6_000
const SECOND = 1_000

/** The figures of all nodes in one second: loads are added up, times are those of the slowest node. */
export interface Moment {
  at: number
  connections: number
  posts: number
  refusals: number
  frames: number
  ackMs: number
  commitMs: number
  lagMs: number
  queue: number
  trouble: number
  processor: number
}

/** Puts new samples to those held: each once, in order, none older than the reach. */
export function keep(held: NodeSample[], fresh: NodeSample[]): NodeSample[] {
  const known = new Set(held.map((it) => it.node + it.at))
  const all = [...held, ...fresh.filter((it) => !known.has(it.node + it.at))].sort((a, b) => a.at - b.at)
  const newest = all.at(-1)?.at ?? 0
  return all.filter((it) => it.at > newest - REACH_MS)
}

/** The last sample of each node, by name. */
export function latest(samples: NodeSample[]): NodeSample[] {
  const last = new Map(samples.map((it) => [it.node, it]))
  return [...last.values()].sort((a, b) => a.node.localeCompare(b.node))
}

/** One moment a second. Where a node told twice in one second, the later word counts. */
export function moments(samples: NodeSample[]): Moment[] {
  const seconds = new Map<number, Map<string, NodeSample>>()
  for (const sample of samples) {
    const second = Math.floor(sample.at / SECOND) * SECOND
    if (!seconds.has(second)) seconds.set(second, new Map())
    seconds.get(second)!.set(sample.node, sample)
  }
  return [...seconds.entries()].map(([at, nodes]) => {
    const all = [...nodes.values()]
    const sum = (of: (it: NodeSample) => number) => all.reduce((total, it) => total + of(it), 0)
    const most = (of: (it: NodeSample) => number) => Math.max(0, ...all.map(of))
    return {
      at,
      connections: sum((it) => it.connections),
      posts: sum((it) => it.posts),
      refusals: sum((it) => it.refusals),
      frames: sum((it) => it.frames),
      ackMs: most((it) => it.ackMs),
      commitMs: most((it) => it.commitMs),
      lagMs: most((it) => it.lagMs),
      queue: sum((it) => it.queue),
      trouble: sum((it) => it.behind + it.resyncs + it.slow),
      processor: sum((it) => it.processor),
    }
  })
}
