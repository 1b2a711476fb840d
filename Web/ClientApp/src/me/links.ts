/** Screens reached from "me": `key` names the words under `me.links`. One line a screen, in the order shown. */
export const links: readonly { to: string; key: string }[] = [{ to: '/me/data', key: 'data' }]
