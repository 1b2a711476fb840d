/** Screens reached from "me": `key` names the words under `me.links`. One line a screen, in the order shown. */
export const links: readonly { to: string; key: string }[] = [{ to: '/groups', key: 'groups' }]
export const links: readonly { to: string; key: string }[] = [{ to: '/transfer', key: 'transfer' }]
export const links: readonly { to: string; key: string }[] = [
  { to: '/me/rights', key: 'rights' },
  { to: '/find', key: 'find' },
  { to: '/me/privacy', key: 'privacy' },
]
export const links: readonly { to: string; key: string }[] = [{ to: '/me/data', key: 'data' }]
