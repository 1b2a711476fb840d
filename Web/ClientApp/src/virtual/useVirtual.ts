import { onMounted, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import { readNode } from '@/api/gatherings'
import { refusalOf } from '@/api/refusal'
import { act, readVirtual, type VirtualView } from '@/api/virtual'
import type { NodeView, Refusal } from '@/api/wire'
import { randomId } from '@/live/ids'
import { useEvent } from '@/live/useEvent'
import { useNotice } from '@/live/useNotice'

export interface VirtualPage {
  view: ShallowRef<VirtualView | undefined>
  node: ShallowRef<NodeView | undefined>
  refusal: Ref<Refusal | undefined>
  load: () => Promise<void>
  run: (verb: string, body?: object) => Promise<void>
}

/** One virtual branch or life group: its charter for anyone signed in, its live page for those who belong; read again when told. */
export function useVirtual(id: () => string): VirtualPage {
  const view = shallowRef<VirtualView>()
  const node = shallowRef<NodeView>()
  const refusal = ref<Refusal>()
  let turn = 0

  async function load() {
    const mine = ++turn
    try {
      const read = await readVirtual(id())
      const page = read.mine.member ? await readNode(id()).catch(() => undefined) : undefined
      if (mine !== turn) return
      view.value = read
      node.value = page
      refusal.value = undefined
    } catch (error) {
      if (mine !== turn) return
      refusal.value = refusalOf(error)
      if (refusal.value.rule === 'request.not-found') view.value = node.value = undefined
    }
  }

  /** Carries a command; one that is refused throws, for the sheet that asked to show it. */
  async function run(verb: string, body: object = {}) {
    await act(id(), verb, { requestId: randomId(), ...body })
    await load()
  }

  onMounted(load)
  watch(id, load)
  useNotice(['virtual-branch'], () => void load(), id)
  useEvent('news', (news) => {
    if (news.gathering.node === id()) void load()
  })
  return { view, node, refusal, load, run }
}
