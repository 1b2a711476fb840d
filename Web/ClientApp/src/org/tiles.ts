/** Screens of the officers' desk. `key` names title and line in the words `org.tiles`; one line a screen, in the order shown. */
export interface Tile {
  to: string
  key: string
  /** Only for officers of the root. */
  root?: boolean
}

export const tiles: readonly Tile[] = [
  { to: '/org/transfers', key: 'transfer' },
  { to: '/desk', key: 'desk' },
  { to: '/org/declarations', key: 'declarations' },
  { to: '/org/corrections', key: 'corrections' },
  { to: '/org/development', key: 'development' },
  { to: '/org/offices', key: 'offices' },
  { to: '/stats', key: 'stats' },
  { to: '/census', key: 'census' },
  { to: '/org/tree', key: 'tree' },
  { to: '/org/enterprises', key: 'enterprises' },
  { to: '/org/virtual', key: 'virtual' },
  { to: '/org/texts', key: 'texts', root: true },
  { to: '/org/import', key: 'import' },
  { to: '/org/export', key: 'export' },
  { to: '/org/audit', key: 'audit' },
]
