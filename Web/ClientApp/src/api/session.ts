import { del, get, post } from './http'
import type { Device, Me } from '@/api/wire'

export const signIn = (number: string, password: string, device: string) =>
  post<Me>('/api/sign-in', { number, password, device })
export const signOut = (everywhere: boolean) => post<void>('/api/sign-out', { everywhere })
export const changePassword = (current: string, next: string) =>
  post<void>('/api/password', { current, next })
export const readMe = () => get<Me>('/api/me')
export const readDevices = () => get<Device[]>('/api/me/sessions')
export const endDevice = (id: string) => del<void>(`/api/me/sessions/${encodeURIComponent(id)}`)

/** What the list of devices calls this one: enough to recognise it, nothing that identifies it elsewhere. */
export function deviceName(agent: string): string {
  const system =
    [
      ['Android', /Android/],
      ['iPhone', /iPhone/],
      ['iPad', /iPad/],
      ['Windows', /Windows/],
      ['macOS', /Mac OS/],
      ['Linux', /Linux/],
    ].find(([, test]) => (test as RegExp).test(agent))?.[0] ?? ''
  const browser =
    [
      ['WeChat', /MicroMessenger/],
      ['Edge', /Edg\//],
      ['Firefox', /Firefox\//],
      ['Chrome', /Chrome\//],
      ['Safari', /Safari\//],
    ].find(([, test]) => (test as RegExp).test(agent))?.[0] ?? ''
  return [system, browser].filter(Boolean).join(' · ')
}
