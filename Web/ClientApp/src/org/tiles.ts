/** Screens of the officers' desk. `key` names title and line in the words `org.tiles`; one line a screen, in the order shown. */
export interface Tile {
  to: string
  key: string
}

export const tiles: readonly Tile[] = [
  { to: '/org/tree', key: 'tree' },
  { to: '/org/enterprises', key: 'enterprises' },
  { to: '/desk', key: 'desk' },
  { to: '/desk', key: 'desk' },
  { to: '/org/virtual', key: 'virtual' },
  { to: '/desk', key: 'desk' },
  { to: '/stats', key: 'stats' },
  { to: '/census', key: 'census' },
  { to: '/desk', key: 'desk' },
  { to: '/org/transfers', key: 'transfer' },
  { to: '/desk', key: 'desk' },
  { to: '/org/offices', key: 'offices' },
  { to: '/org/development', key: 'development' },
  { to: '/org/declarations', key: 'declarations' },
  { to: '/desk', key: 'desk' },
  { to: '/org/import', key: 'import' },
  { to: '/org/export', key: 'export' },
  { to: '/org/corrections', key: 'corrections' },
  { to: '/org/audit', key: 'audit' },
]
