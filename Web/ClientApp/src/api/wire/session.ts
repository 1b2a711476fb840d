import type { Category, Relation } from './terms'

/** Sign-in and session (docs/protocol.md §1). */

export interface Right {
  right: string
  allowed: boolean
  rule?: string
  zh?: string
  en?: string
}
export interface NodeRef {
  id: string
  name: string
  kind: string
}
export interface Office {
  role: string
  node: string
  nodeName: string
}
export interface Me {
  member: string
  name: string
  number: string
  category: Category
  relation: Relation
  node: string
  nodePath: NodeRef[]
  mustChange: boolean
  offices: Office[]
  rights: Right[]
  points: { today: number; month: number; total: number }
  locale?: string
  operator: boolean
}
export interface Device {
  id: string
  device: string
  openedAt: number
  seenAt: number
  current: boolean
}
