import { get, post } from './http'

export interface Club {
  id: string
  name: string
  topic: string
  since: number
  /** Gatherings of this year that count for the branch. */
  held: number
  lastAt?: number
}
export interface ClubBranch {
  id: string
  name: string
  since: number
  mayEnd: boolean
}
/** Of a branch its clubs and what counts as its activity; of a club the branches that have taken it on. */
export interface ClubLinks {
  clubs: Club[]
  branches: ClubBranch[]
  mayLink: boolean
  activity?: { year: number; own: number; byClubs: number }
}

const at = (branch: string, rest = '') => `/api/nodes/${encodeURIComponent(branch)}/clubs${rest}`
export const readClubs = (id: string) => get<ClubLinks>(at(id))
export const linkClub = (branch: string, club: string, requestId: string) =>
  post<void>(at(branch), { requestId, club })
export const unlinkClub = (branch: string, club: string, requestId: string) =>
  post<void>(at(branch, '/end'), { requestId, club })
