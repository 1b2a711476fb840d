import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { PointsPush } from '@/api/wire'

const TOAST_MS = 4_000

/** Points as they are awarded: each seq is shown once, on this device, however often it is pushed. */
export const usePoints = defineStore('points', () => {
  const seen = ref<number | null>(null)
  const today = ref<number>()
  const toast = ref<PointsPush>()
  const backlog = ref(0)
  let member = ''
  let timer: ReturnType<typeof setTimeout> | undefined

  const key = () => `hub.points.${member}`

  function begin(next: string): void {
    member = next
    const stored = Number(localStorage.getItem(key()))
    seen.value = Number.isInteger(stored) && stored > 0 ? stored : null
    today.value = undefined
    toast.value = undefined
  }

  function take(push: PointsPush): boolean {
    if (seen.value !== null && push.seq <= seen.value) return false
    seen.value = push.seq
    localStorage.setItem(key(), String(push.seq))
    today.value = push.today
    return true
  }

  function pushed(push: PointsPush): void {
    if (take(push)) show(push, 0)
  }

  /** What was missed while away: one toast for all of it. */
  function replayed(missed: PointsPush[]): void {
    const fresh = missed.filter(take)
    const last = fresh.at(-1)
    if (last) show({ ...last, points: fresh.reduce((sum, it) => sum + it.points, 0) }, fresh.length)
  }

  function show(push: PointsPush, count: number): void {
    toast.value = push
    backlog.value = count
    clearTimeout(timer)
    timer = setTimeout(() => (toast.value = undefined), TOAST_MS)
  }

  return { seen, today, toast, backlog, begin, pushed, replayed }
})
