import type { RouteRecordRaw } from 'vue-router'

const words = ['transfer'] as const

/** Screens of transfers and cards: the member's, then the officers'. */
export const transferRoutes: RouteRecordRaw[] = [
  { path: '/transfer', name: 'transfers', component: () => import('./Own.vue'), meta: { words } },
  { path: '/transfer/new', name: 'transfer-new', component: () => import('./Start.vue'), meta: { words } },
  {
    path: '/transfer/:id',
    name: 'transfer',
    component: () => import('./Case.vue'),
    props: true,
    meta: { words },
  },
  { path: '/card/new', name: 'card-new', component: () => import('./CardAsk.vue'), meta: { words } },
  {
    path: '/card/:id',
    name: 'card',
    component: () => import('./CardPage.vue'),
    props: true,
    meta: { words },
  },
  {
    path: '/org/transfers',
    name: 'transfer-desk',
    component: () => import('./Desk.vue'),
    meta: { officer: true, words },
  },
  {
    path: '/org/pocket',
    name: 'pocket',
    component: () => import('./Pocket.vue'),
    meta: { officer: true, words },
  },
  {
    path: '/org/cards',
    name: 'cards',
    component: () => import('./CardsDesk.vue'),
    meta: { officer: true, words },
  },
  {
    path: '/org/unit-transfer',
    name: 'unit-transfer',
    component: () => import('./Unit.vue'),
    meta: { officer: true, words },
  },
]
