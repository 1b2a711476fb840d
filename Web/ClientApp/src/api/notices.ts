import { get } from './http'

/** What waits for me or has ended for me; read back by who was offline when it was told. */
export interface NoticeLine {
  kind: 'census' | 'term' | 'correction'
  id: string
  node: string
  nodeName: string
  title?: string
  role?: string
  name?: string
  own: boolean
  at: number
  until?: number
  waiting: number
}
export const readNotices = () => get<{ notices: NoticeLine[] }>('/api/me/notices')
