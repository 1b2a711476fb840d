/** Screens reached from "me": `key` names the words under `me.links`. One line a screen, in the order shown. */
export const links: readonly { to: string; key: string }[] = [
  { to: '/me/rights', key: 'rights' },
  { to: '/transfer', key: 'transfer' },
  { to: '/groups', key: 'groups' },
  { to: '/find', key: 'find' },
  { to: '/me/privacy', key: 'privacy' },
  { to: '/me/data', key: 'data' },
]
