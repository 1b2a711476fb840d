import { mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { beforeAll, describe, expect, it } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { i18n, useLocale } from '@/i18n'
import NavBar from '@/shell/NavBar.vue'
import { useSession } from '@/stores/session'

beforeAll(() => useLocale('zh'))

describe('the side bar', () => {
  it('keeps the desk marked on the screens below it, and on no other', async () => {
    const router = createRouter({
      history: createMemoryHistory(),
      routes: [{ path: '/:rest(.*)*', component: { template: '' } }],
    })
    const pinia = createPinia()
    const session = useSession(pinia)
    session.me = { node: 'b-1', offices: [{ node: 'b-1', role: 'secretary', nodeName: '' }] } as never
    const bar = mount(NavBar, { global: { plugins: [i18n, pinia, router] } })
    const desk = () => bar.find('[data-testid=nav-org]')
    for (const path of ['/org', '/org/audit', '/org/enterprises/e-1', '/stats', '/census/c-1']) {
      await router.push(path)
      expect(desk().attributes('aria-current'), path).toBe('page')
      expect(desk().classes(), path).toContain('here')
    }
    for (const path of ['/', '/me', '/transfer', '/organisation']) {
      await router.push(path)
      expect(desk().attributes('aria-current'), path).toBeUndefined()
      expect(desk().classes(), path).not.toContain('here')
    }
  })
})
