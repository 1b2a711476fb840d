/** What operators watch (docs/protocol.md §2). */

/** A web node's figures over about a second: rates a second's, times in milliseconds (99th percentile, 0: none). */
export interface NodeSample {
  node: string
  at: number
  connections: number
  rooms: number
  posts: number
  refusals: number
  frames: number
  kilobytes: number
  ackMs: number
  commitMs: number
  lagMs: number
  queue: number
  behind: number
  resyncs: number
  slow: number
  signIns: number
  processor: number
  memoryMb: number
  heapMb: number
}
export interface LiveRoom {
  id: string
  topic: string
  nodeName: string
  openedAt?: number
  closesAt: number
  expected: number
  present: number
  connections: number
  nodes: number
  head: number
  rate: number
}
export interface OperateView {
  at: number
  samples: NodeSample[]
  gatherings: LiveRoom[]
}
