import { createRouter, createWebHashHistory, type RouteRecordRaw } from 'vue-router'
import { notice } from './ui/notice'

declare module 'vue-router' {
  interface RouteMeta {
    /** The place in the rail that the page belongs to. */
    place?: string
    /** Shown without the frame. */
    bare?: boolean
  }
}

const routes: RouteRecordRaw[] = [
  { path: '/', redirect: '/today' },
  { path: '/welcome', component: () => import('./features/welcome/index.vue'), meta: { bare: true } },
  { path: '/today', component: () => import('./features/today/index.vue'), meta: { place: 'today' } },
  { path: '/visits', component: () => import('./features/visits/index.vue'), meta: { place: 'visits' } },
  { path: '/visits/figures', component: () => import('./features/visits/index.vue'), meta: { place: 'visits' } },
  { path: '/visits/coverage', component: () => import('./features/visits/index.vue'), meta: { place: 'visits' } },
  { path: '/matters', component: () => import('./features/matters/index.vue'), meta: { place: 'matters' } },
  { path: '/matters/supervision', component: () => import('./features/matters/index.vue'), meta: { place: 'matters' } },
  { path: '/points', component: () => import('./features/points/index.vue'), meta: { place: 'points' } },
  { path: '/points/claims', component: () => import('./features/points/index.vue'), meta: { place: 'points' } },
  { path: '/points/notices', component: () => import('./features/points/index.vue'), meta: { place: 'points' } },
  { path: '/points/rules', component: () => import('./features/points/index.vue'), meta: { place: 'points' } },
  { path: '/points/year', component: () => import('./features/points/index.vue'), meta: { place: 'points' } },
  { path: '/points/shop', component: () => import('./features/points/index.vue'), meta: { place: 'points' } },
  { path: '/life', component: () => import('./features/orglife/index.vue'), meta: { place: 'life' } },
  { path: '/life/dues', component: () => import('./features/orglife/index.vue'), meta: { place: 'life' } },
  { path: '/life/hours', component: () => import('./features/orglife/index.vue'), meta: { place: 'life' } },
  { path: '/notices', component: () => import('./features/notices/index.vue'), meta: { place: 'notices' } },
  { path: '/ledger/:register?', component: () => import('./features/ledger/index.vue'), meta: { place: 'ledger' } },
  { path: '/ledger/:register/:id', component: () => import('./features/record/index.vue'), meta: { place: 'ledger' } },
  { path: '/tree/:register', component: () => import('./features/tree/index.vue'), meta: { place: 'ledger' } },
  { path: '/twins/:register', component: () => import('./features/twins/index.vue'), meta: { place: 'ledger' } },
  { path: '/changes', component: () => import('./features/changes/index.vue'), meta: { place: 'ledger' } },
  { path: '/intake', component: () => import('./features/intake/index.vue'), meta: { place: 'ledger' } },
  { path: '/wall', component: () => import('./features/print/index.vue'), meta: { place: 'wall' } },
  { path: '/sync', component: () => import('./features/sync/index.vue'), meta: { place: 'sync' } },
  { path: '/sync/upward', component: () => import('./features/upward/index.vue'), meta: { place: 'sync' } },
  { path: '/settings', component: () => import('./features/settings/index.vue'), meta: { place: 'settings' } },
  { path: '/:rest(.*)*', redirect: '/today' },
]

export const router = createRouter({ history: createWebHashHistory(), routes })

// A message belongs to the place where it appeared: an 撤销 must not wait on another page.
router.afterEach((to, from) => {
  if (from.meta.place && to.meta.place !== from.meta.place) notice.clear()
})
