import { isConsultation, isTransfer } from '@/live/ids'
import { parse, refuse } from './http'
import { RefusedError, UNREACHABLE } from './refusal'
import type { Clip } from '@/api/wire'

export interface Uploaded {
  media: string
  width: number
  height: number
}

export const mediaPath = (id: string) => `/api/media/${encodeURIComponent(id)}`
export const thumbPath = (id: string) => `${mediaPath(id)}/thumb`

export function uploadPicture(
  room: string,
  picture: Blob,
  thumb: Blob,
  size: { width: number; height: number },
  progress: (share: number) => void,
): Promise<Uploaded> {
  const form = new FormData()
  form.set('picture', picture, 'picture')
  form.set('thumb', thumb, 'thumb')
  form.set('width', String(size.width))
  form.set('height', String(size.height))
  return upload<Uploaded>(room, form, progress)
}

export function uploadClip(
  room: string,
  kind: Clip['kind'],
  recording: Blob,
  seconds: number,
  progress: (share: number) => void,
): Promise<Clip> {
  const form = new FormData()
  form.set('seconds', String(seconds))
  form.set(kind, recording, kind)
  return upload<Clip>(room, form, progress)
}

/** XMLHttpRequest, because fetch tells nothing of how much has been sent. */
function upload<T>(room: string, form: FormData, progress: (share: number) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const place = isConsultation(room) ? 'consultation' : isTransfer(room) ? 'transfer' : 'gathering'
    request.open('POST', `/api/media?${place}=${encodeURIComponent(room)}`)
    request.setRequestHeader('X-Hub-Client', '1')
    request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total)
    request.onerror = () => reject(new RefusedError(UNREACHABLE, 0))
    request.onload = () => {
      const answer = parse(request.responseText)
      if (request.status >= 200 && request.status < 300) resolve(answer as T)
      else reject(refuse(request.status, answer))
    }
    request.send(form)
  })
}
