import { parse, refuse } from './http'
import { RefusedError, UNREACHABLE } from './refusal'

export interface Uploaded {
  media: string
  width: number
  height: number
}

export const mediaPath = (id: string) => `/api/media/${encodeURIComponent(id)}`
export const thumbPath = (id: string) => `${mediaPath(id)}/thumb`

/** XMLHttpRequest, because fetch tells nothing of how much has been sent. */
export function uploadPicture(
  gathering: string,
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
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `/api/media?gathering=${encodeURIComponent(gathering)}`)
    request.setRequestHeader('X-Hub-Client', '1')
    request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total)
    request.onerror = () => reject(new RefusedError(UNREACHABLE, 0))
    request.onload = () => {
      const answer = parse(request.responseText)
      if (request.status >= 200 && request.status < 300) resolve(answer as Uploaded)
      else reject(refuse(request.status, answer))
    }
    request.send(form)
  })
}
