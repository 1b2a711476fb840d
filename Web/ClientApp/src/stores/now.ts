import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { readNow } from '@/api/gatherings'
import { refusalOf } from '@/api/refusal'
import type { Brief, News, NowView, Refusal } from '@/api/wire'
import { useLive } from './live'

const lists = ['live', 'planned', 'recent'] as const
const homeOf = (brief: Brief) =>
  brief.state === 'open' ? 'live' : brief.state === 'planned' ? 'planned' : 'recent'

/** Puts a gathering into the list its state belongs to, and out of the others. */
export function place(view: NowView, brief: Brief): NowView {
  const next = { ...view }
  for (const list of lists) next[list] = view[list].filter((it) => it.id !== brief.id)
  const home = homeOf(brief)
  next[home] = [...next[home], brief].sort((a, b) =>
    home === 'recent' ? b.opensAt - a.opensAt : a.opensAt - b.opensAt,
  )
  return next
}

/** What runs, what comes and what was: read once, then kept by what the hub pushes. */
export const useNowStore = defineStore('now', () => {
  const live = useLive()
  const view = shallowRef<NowView>()
  const refusal = ref<Refusal>()
  const loading = ref(false)
  /** A summons that has just come in, for the banner. */
  const summons = shallowRef<News>()

  async function load(): Promise<void> {
    loading.value = true
    try {
      view.value = await readNow()
      refusal.value = undefined
    } catch (error) {
      refusal.value = refusalOf(error)
    } finally {
      loading.value = false
    }
  }

  function put(brief: Brief): void {
    if (view.value) view.value = place(view.value, brief)
  }

  live.connection.on('news', (news) => {
    put(news.gathering)
    if (news.kind === 'opened' || news.kind === 'again') summons.value = news
    else if (summons.value?.gathering.id === news.gathering.id) summons.value = undefined
  })
  // What happened while the line was down was not pushed.
  live.connection.onUp(() => {
    if (view.value) void load()
  })

  const dismiss = () => (summons.value = undefined)
  return { view, refusal, loading, summons, load, put, dismiss }
})
