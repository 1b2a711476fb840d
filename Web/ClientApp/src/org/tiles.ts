/** Screens of the officers' desk. `key` names title and line in the words `org.tiles`; one line a screen, in the order shown. */
export interface Tile {
  to: string
  key: string
}

export const tiles: readonly Tile[] = [
  { to: '/desk', key: 'desk' },
  { to: '/org/import', key: 'import' },
  { to: '/org/export', key: 'export' },
  { to: '/org/corrections', key: 'corrections' },
  { to: '/org/audit', key: 'audit' },
]
