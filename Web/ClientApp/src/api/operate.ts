import { get, query } from './http'
import type { OperateView } from '@/api/wire'

/** What the nodes told of themselves after a moment; without one, of the last three minutes. */
export const readOperate = (after?: number) => get<OperateView>(`/api/operate${query({ after })}`)
