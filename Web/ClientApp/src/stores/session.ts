import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { listenForRefusals } from '@/api/http'
import { RefusedError } from '@/api/refusal'
import * as api from '@/api/session'
import type { Me } from '@/api/wire'

/** Who is signed in. `unknown` until the hub has answered once. */
export const useSession = defineStore('session', () => {
  const me = ref<Me>()
  const state = ref<'unknown' | 'in' | 'out'>('unknown')
  /** Offices of the tree: who leads what members founded themselves governs nothing else. */
  const offices = computed(() => me.value?.offices.filter((it) => !/^[vl]-/.test(it.node)) ?? [])
  const isOfficer = computed(() => offices.value.length > 0)

  /** Holds a post in the tree; who only leads a virtual branch or life group governs nothing there. */
  const governs = computed(() => me.value?.offices.some((it) => it.node.startsWith('b-')) ?? false)

  listenForRefusals((error) => {
    if (error.status === 401 && state.value === 'in') ended()
    if (error.refusal.rule === 'password.must-change' && me.value)
      me.value = { ...me.value, mustChange: true }
  })

  function began(answer: Me): void {
    me.value = answer
    state.value = 'in'
  }
  function ended(): void {
    me.value = undefined
    state.value = 'out'
  }

  /** Throws only where the hub cannot be reached: being signed out is an answer. */
  async function load(): Promise<void> {
    try {
      began(await api.readMe())
    } catch (error) {
      if (error instanceof RefusedError && error.status === 401) return ended()
      throw error
    }
  }

  async function signIn(number: string, password: string): Promise<void> {
    began(await api.signIn(number, password, api.deviceName(navigator.userAgent)))
  }

  async function signOut(everywhere: boolean): Promise<void> {
    await api.signOut(everywhere)
    ended()
  }

  async function changePassword(current: string, next: string): Promise<void> {
    await api.changePassword(current, next)
    await load()
  }

  return { me, state, offices, isOfficer, governs, load, signIn, signOut, changePassword, ended }
})
