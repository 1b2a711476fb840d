import { nextTick, ref, shallowRef, triggerRef, watch, type Ref } from 'vue'
import type { RoomItem } from '@/live/roomItem'
import { ListWindow } from './listWindow'

const NEAR_END = 80
const NEAR_EDGE = 400

/**
 * Keeps a long list in place: follows the end while the reader is there, holds what is being read when rows come
 * or go elsewhere, and counts what arrived below.
 */
export function useScroll(
  list: Ref<HTMLElement | undefined>,
  items: Ref<RoomItem[]>,
  version: Ref<number>,
  me: string,
  older: () => void,
) {
  const range = shallowRef(new ListWindow(items.value.length))
  const following = ref(true)
  const unread = ref(0)
  let firstSeq = items.value[0]?.seq
  let readSeq = 0

  function anchor(): (() => void) | undefined {
    const box = list.value
    if (!box) return undefined
    const top = box.getBoundingClientRect().top
    for (const row of box.querySelectorAll<HTMLElement>('[data-seq]')) {
      const at = row.getBoundingClientRect()
      if (at.bottom <= top) continue
      const seq = row.dataset.seq
      const offset = at.top
      return () => {
        const now = box.querySelector<HTMLElement>(`[data-seq="${seq}"]`)
        if (now) box.scrollTop += now.getBoundingClientRect().top - offset
      }
    }
    return undefined
  }

  function toBottom() {
    const box = list.value
    if (box) box.scrollTop = box.scrollHeight
  }

  async function redraw() {
    const restore = following.value ? toBottom : anchor()
    triggerRef(range)
    await nextTick()
    restore?.()
  }

  function count() {
    const all = items.value
    if (following.value) readSeq = all.at(-1)?.seq ?? 0
    let found = 0
    for (let index = all.length - 1; index >= 0 && all[index]!.seq > readSeq; index--) {
      const item = all[index]!
      if (item.kind === 'message' && item.by !== me) found++
    }
    unread.value = found
  }

  watch(version, () => {
    const all = items.value
    const before = firstSeq
    const added =
      before === undefined
        ? 0
        : Math.max(
            0,
            all.findIndex((it) => it.seq >= before),
          )
    firstSeq = all[0]?.seq
    range.value.grown(all.length, added, following.value)
    // At the very top there is no way to scroll on: what has been loaded for the reader comes into view by itself.
    if (added && (list.value?.scrollTop ?? 0) < NEAR_EDGE) range.value.up()
    count()
    void redraw()
  })

  let waiting = false
  function scrolled() {
    if (waiting) return
    waiting = true
    requestAnimationFrame(() => {
      waiting = false
      const box = list.value
      if (!box) return
      const below = box.scrollHeight - box.scrollTop - box.clientHeight
      following.value = range.value.atEnd && below < NEAR_END
      count()
      if (box.scrollTop < NEAR_EDGE && !following.value) {
        if (range.value.up()) void redraw()
        else older()
      } else if (below < NEAR_EDGE && range.value.down()) void redraw()
    })
  }

  function toEnd() {
    following.value = true
    range.value.toEnd()
    count()
    void redraw()
  }

  return { range, following, unread, scrolled, toEnd, toBottom }
}
