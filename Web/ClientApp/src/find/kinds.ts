/** Kinds that can be found: `kind` of the query and of the words `find.kinds`; `to` where each has a page for anyone. */
export interface Kind {
  kind: string
  to?: (id: string) => string
}

const group = (id: string) => `/groups/${encodeURIComponent(id)}`

export const kinds: readonly Kind[] = [
  { kind: 'organisation' },
  { kind: 'virtual', to: group },
  { kind: 'club', to: group },
  { kind: 'enterprise' },
]
