import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import Loading from './components/Loading.vue'
import { useWords, type Words } from './i18n'
import { useSession } from './stores/session'

declare module 'vue-router' {
  interface RouteMeta {
    /** Words of the screen that are not loaded with the language itself. */
    words?: readonly Words[]
  }
}

const REST = 'rest'

/**
 * The screens one starts from. Those opened once in a while are in `seldom.ts`, loaded at the first such address;
 * as they have no record before that, links name a path, not a route.
 * `open`: without a session. `full`: without the tab bar. `officer`: only for those who hold an office.
 */
const routes: RouteRecordRaw[] = [
  {
    path: '/sign-in',
    name: 'sign-in',
    component: () => import('./sign-in/SignIn.vue'),
    meta: { open: true, full: true },
  },
  {
    path: '/password',
    name: 'password',
    component: () => import('./sign-in/Password.vue'),
    meta: { full: true, words: ['password'] },
  },
  { path: '/', name: 'now', component: () => import('./now/Now.vue') },
  { path: '/points', name: 'points', component: () => import('./points/Points.vue') },
  { path: '/me', name: 'me', component: () => import('./me/Me.vue') },
  {
    path: '/room/:id',
    name: 'room',
    component: () => import('./room/Room.vue'),
    props: true,
    meta: { full: true },
  },
  {
    path: '/ask',
    name: 'ask',
    component: () => import('./consultation/Questions.vue'),
    meta: { words: ['ask'] },
  },
  {
    path: '/ask/:id',
    name: 'consultation',
    component: () => import('./consultation/Thread.vue'),
    props: true,
    meta: { full: true, words: ['ask'] },
  },
  {
    path: '/desk',
    name: 'desk',
    component: () => import('./consultation/Desk.vue'),
    meta: { officer: true, words: ['ask'] },
  },
  {
    path: '/branch/:id',
    name: 'branch',
    component: () => import('./branch/Branch.vue'),
    props: true,
    // What members founded has a page of its own, which shows this one inside.
    beforeEnter: (to) => (/^[vl]-/.test(String(to.params.id)) ? `/groups/${String(to.params.id)}` : true),
    meta: { words: ['ask', 'branch', 'club'] },
  },
  {
    path: '/minutes/:id',
    name: 'minutes',
    component: () => import('./minutes/Minutes.vue'),
    props: true,
    meta: { words: ['office', 'minutes'] },
  },
  {
    path: '/summon',
    name: 'summon',
    component: () => import('./summon/Summon.vue'),
    meta: { officer: true, words: ['office'] },
  },
  {
    path: '/org',
    name: 'org',
    component: () => import('./org/Org.vue'),
    meta: { officer: true, words: ['org', 'notices'] },
  },
  {
    path: '/operate',
    name: 'operate',
    component: () => import('./operate/Operate.vue'),
    meta: { officer: true, words: ['office'] },
  },
  // Until the table of the other screens is loaded: then the address is looked up again.
  { path: '/:rest(.*)*', name: REST, component: Loading },
]

export const router = createRouter({
  history: createWebHistory(),
  routes,
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
})

router.beforeEach(async (to) => {
  if (to.name === REST) {
    const { seldom } = await import('./seldom')
    router.removeRoute(REST)
    for (const route of seldom) router.addRoute(route)
    return { path: to.path, query: to.query, hash: to.hash }
  }
  const session = useSession()
  // Offline with a cached shell: let the screen itself say that the hub cannot be reached.
  if (session.state === 'unknown') await session.load().catch(() => undefined)
  if (session.state === 'out' && !to.meta.open)
    return { name: 'sign-in', query: to.path === '/' ? {} : { to: to.fullPath } }
  if (session.state === 'in' && session.me?.mustChange && to.name !== 'password') return { name: 'password' }
  if (session.state === 'in' && to.name === 'sign-in') return { name: 'now' }
  if (to.meta.words) await useWords(to.meta.words)
  if (to.meta.officer && session.state === 'in' && !session.isOfficer) return { name: 'now' }
  return true
})
