import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { useWords, type Words } from './i18n'
import { useSession } from './stores/session'

declare module 'vue-router' {
  interface RouteMeta {
    /** Words of the screen that are not loaded with the language itself. */
    words?: readonly Words[]
  }
}

/** `open`: without a session. `full`: without the tab bar. `officer`: only for those who hold an office. */
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
    meta: { full: true },
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
    meta: { words: ['ask'] },
  },
  {
    path: '/minutes/:id',
    name: 'minutes',
    component: () => import('./minutes/Minutes.vue'),
    props: true,
    meta: { words: ['office'] },
  },
  {
    path: '/summon',
    name: 'summon',
    component: () => import('./summon/Summon.vue'),
    meta: { officer: true, words: ['office'] },
  },
  {
    path: '/console/:id',
    name: 'console',
    component: () => import('./console/Console.vue'),
    props: true,
    meta: { officer: true, words: ['office'] },
  },
  {
    path: '/org',
    name: 'org',
    component: () => import('./org/Org.vue'),
    meta: { officer: true, words: ['org'] },
  },
  {
    path: '/org/import',
    name: 'import',
    component: () => import('./data/Import.vue'),
    meta: { officer: true, words: ['data'] },
  },
  {
    path: '/org/export',
    name: 'export',
    component: () => import('./data/Export.vue'),
    meta: { officer: true, words: ['data'] },
  },
  {
    path: '/org/audit',
    name: 'audit',
    component: () => import('./data/Audit.vue'),
    meta: { officer: true, words: ['data'] },
  },
  {
    path: '/org/corrections',
    name: 'corrections',
    component: () => import('./data/Corrections.vue'),
    meta: { officer: true, words: ['data'] },
  },
  {
    path: '/me/data',
    name: 'my-data',
    component: () => import('./data/MyData.vue'),
    meta: { words: ['data'] },
  },
  {
    path: '/operate',
    name: 'operate',
    component: () => import('./operate/Operate.vue'),
    meta: { officer: true, words: ['office'] },
  },
  { path: '/:rest(.*)*', redirect: '/' },
]

export const router = createRouter({
  history: createWebHistory(),
  routes,
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
})

router.beforeEach(async (to) => {
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
