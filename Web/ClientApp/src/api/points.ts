import { get, query } from './http'
import type { PointsPage } from '@/api/wire'

export const readPoints = (before?: string | number | null, rule?: string) =>
  get<PointsPage>(`/api/points${query({ before, rule })}`)
