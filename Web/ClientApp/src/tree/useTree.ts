import { reactive, ref, watch, type Ref } from 'vue'
import { refusalOf } from '@/api/refusal'
import { readTree, type Line, type PageMark, type TreeNode } from '@/api/tree'
import type { Refusal } from '@/api/wire'

/** What stands below one node on the line in use, as far as it was asked for. */
export interface Below {
  nodes: TreeNode[]
  next?: PageMark
  busy: boolean
  refusal?: Refusal
}

const TOP = ''

/** The tree as far as somebody has opened it: each node's children are read once and page by page. */
export function useTree(line: Ref<Line>) {
  const below = reactive(new Map<string, Below>())
  const open = reactive(new Set<string>())
  const found = ref<Below>()

  async function load(parent: string, more = false) {
    const known = below.get(parent)
    if (known?.busy || (known && !more && !known.refusal)) return
    below.set(parent, { nodes: known?.nodes ?? [], next: known?.next, busy: true })
    try {
      const page = await readTree(parent || undefined, line.value, undefined, more ? known?.next : undefined)
      below.set(parent, {
        nodes: more ? [...(known?.nodes ?? []), ...page.nodes] : page.nodes,
        next: page.next,
        busy: false,
      })
    } catch (error) {
      below.set(parent, {
        nodes: known?.nodes ?? [],
        next: known?.next,
        busy: false,
        refusal: refusalOf(error),
      })
    }
  }

  /** Reads everything that is open anew: something has changed. */
  async function refresh() {
    const opened = [TOP, ...open]
    below.clear()
    await Promise.all(opened.map((id) => load(id)))
    const tops = below.get(TOP)?.nodes ?? []
    if (tops.length === 1 && tops[0]) await expand(tops[0].id)
  }

  async function expand(id: string) {
    open.add(id)
    await load(id)
  }
  const toggle = (id: string) => (open.has(id) ? open.delete(id) : void expand(id))

  let asked = 0
  async function search(text: string) {
    const turn = ++asked
    const top = below.get(TOP)?.nodes[0]
    if (!text.trim() || !top) {
      found.value = undefined
      return
    }
    found.value = { nodes: found.value?.nodes ?? [], busy: true }
    try {
      const pages = await Promise.all(
        (below.get(TOP)?.nodes ?? []).map((it) => readTree(it.id, line.value, text)),
      )
      if (turn === asked) found.value = { nodes: pages.flatMap((it) => it.nodes), busy: false }
    } catch (error) {
      if (turn === asked) found.value = { nodes: [], busy: false, refusal: refusalOf(error) }
    }
  }

  watch(line, () => void refresh())
  return { below, open, found, load, refresh, expand, toggle, search, TOP }
}
export type Tree = ReturnType<typeof useTree>
