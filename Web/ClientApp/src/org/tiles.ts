/** Screens of the officers' desk. `key` names title and line in the words `org.tiles`; one line a screen, in the order shown. */
export interface Tile {
  to: string
  key: string
}

export const tiles: readonly Tile[] = [
  { to: '/desk', key: 'desk' },
  { to: '/org/offices', key: 'offices' },
  { to: '/org/development', key: 'development' },
  { to: '/org/declarations', key: 'declarations' },
]
