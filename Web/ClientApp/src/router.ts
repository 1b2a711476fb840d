import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { useWords, type Words } from './i18n'
import { useSession } from './stores/session'
import { transferRoutes } from './transfer/routes'

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
    path: '/groups',
    name: 'groups',
    component: () => import('./virtual/Mine.vue'),
    meta: { words: ['virtual'] },
  },
  {
    path: '/groups/new/:kind(virtual|life)',
    name: 'found',
    component: () => import('./virtual/Found.vue'),
    props: true,
    meta: { words: ['virtual'] },
  },
  {
    path: '/groups/find',
    name: 'find-groups',
    component: () => import('./virtual/Register.vue'),
    props: { groups: true },
    meta: { words: ['virtual'] },
  },
  {
    path: '/groups/:id',
    name: 'group',
    component: () => import('./virtual/Group.vue'),
    props: true,
    meta: { words: ['virtual', 'ask'] },
  },
  {
    path: '/groups/:id/members',
    name: 'group-members',
    component: () => import('./virtual/Members.vue'),
    props: true,
    meta: { words: ['virtual'] },
  },
  {
    path: '/register',
    name: 'register',
    component: () => import('./virtual/Register.vue'),
    meta: { open: true, words: ['virtual'] },
  },
  {
    path: '/org/virtual',
    name: 'supervised',
    component: () => import('./virtual/Supervised.vue'),
    meta: { officer: true, words: ['virtual'] },
  },
  {
    path: '/branch/:id',
    name: 'branch',
    component: () => import('./branch/Branch.vue'),
    props: true,
    // What members founded has a page of its own, which shows this one inside.
    beforeEnter: (to) =>
      /^[vl]-/.test(String(to.params.id)) ? { name: 'group', params: { id: to.params.id } } : true,
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
    // Not for officers alone: in a virtual branch or life group any member may summon and keeps order; the hub decides.
    meta: { words: ['office'] },
  },
  {
    path: '/org',
    name: 'org',
    component: () => import('./org/Org.vue'),
    meta: { officer: true, words: ['org'] },
  },
  ...transferRoutes,
  {
    path: '/org/tree/:id?',
    name: 'tree',
    component: () => import('./tree/Tree.vue'),
    props: true,
    meta: { officer: true, words: ['tree'] },
  },
  {
    path: '/org/enterprises',
    name: 'enterprises',
    component: () => import('./enterprise/Enterprises.vue'),
    meta: { officer: true, words: ['tree', 'enterprise'] },
  },
  {
    path: '/org/enterprises/:id',
    name: 'enterprise',
    component: () => import('./enterprise/Enterprise.vue'),
    props: true,
    meta: { officer: true, words: ['tree', 'enterprise'] },
  },
  {
    path: '/stats/:id?',
    name: 'stats',
    component: () => import('./stats/Stats.vue'),
    props: true,
    meta: { officer: true, words: ['stats', 'office'] },
  },
  {
    path: '/census',
    name: 'censuses',
    component: () => import('./census/Censuses.vue'),
    meta: { officer: true, words: ['census'] },
  },
  {
    path: '/census/:id',
    name: 'census',
    component: () => import('./census/Census.vue'),
    props: true,
    meta: { officer: true, words: ['census'] },
  },
  {
    path: '/me/rights',
    name: 'rights',
    component: () => import('./me/RightsPage.vue'),
    meta: { words: ['rights'] },
  },
  {
    path: '/me/privacy',
    name: 'privacy',
    component: () => import('./me/Privacy.vue'),
    meta: { words: ['rights'] },
  },
  {
    path: '/find',
    name: 'find',
    component: () => import('./find/Find.vue'),
    meta: { words: ['rights'] },
  },
  {
    path: '/declare',
    name: 'declare',
    component: () => import('./declare/Declare.vue'),
    meta: { open: true, words: ['rights'] },
  },
  {
    path: '/declare/status',
    name: 'declare-status',
    component: () => import('./declare/StatusPage.vue'),
    meta: { open: true, full: true, words: ['rights'] },
  },
  {
    path: '/org/offices',
    name: 'org-offices',
    component: () => import('./offices/Offices.vue'),
    meta: { officer: true, words: ['rights'] },
  },
  {
    path: '/org/development',
    name: 'org-development',
    component: () => import('./development/Board.vue'),
    meta: { officer: true, words: ['rights'] },
  },
  {
    path: '/org/declarations',
    name: 'org-declarations',
    component: () => import('./declare/Waiting.vue'),
    meta: { officer: true, words: ['rights'] },
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
