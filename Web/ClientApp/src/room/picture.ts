import { LIMITS } from '@/api/wire'

export const PICTURE_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/gif']
const LONGEST_SIDE = 1600
const THUMB_SIDE = 360

export interface Prepared {
  picture: Blob
  thumb: Blob
  width: number
  height: number
}

/** The size to draw at so that the longer side is at most `side`; small pictures stay as they are. */
export function fit(width: number, height: number, side: number): { width: number; height: number } {
  const scale = Math.min(1, side / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

export function faultOf(file: { type: string; size: number }): 'room.notPicture' | 'room.tooBig' | undefined {
  if (!PICTURE_TYPES.includes(file.type)) return 'room.notPicture'
  return file.size > LIMITS.pictureBytes ? 'room.tooBig' : undefined
}

function draw(source: ImageBitmap, side: number, quality: number): Promise<Blob> {
  const size = fit(source.width, source.height, side)
  const canvas = document.createElement('canvas')
  Object.assign(canvas, size)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no canvas')
  // JPEG knows no transparency: without a ground it would turn black.
  context.fillStyle = '#fff'
  context.fillRect(0, 0, size.width, size.height)
  context.drawImage(source, 0, 0, size.width, size.height)
  return new Promise((done, fail) =>
    canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error('no blob'))), 'image/jpeg', quality),
  )
}

/** Photos are drawn anew: smaller for the network, and without the place and device that cameras write into them. */
export async function preparePicture(file: File): Promise<Prepared> {
  const source = await createImageBitmap(file)
  try {
    const thumb = await draw(source, THUMB_SIDE, 0.78)
    if (file.type !== 'image/jpeg' && Math.max(source.width, source.height) <= LONGEST_SIDE)
      return { picture: file, thumb, width: source.width, height: source.height }
    if (file.type === 'image/gif') return { picture: file, thumb, width: source.width, height: source.height }
    return {
      picture: await draw(source, LONGEST_SIDE, 0.86),
      thumb,
      ...fit(source.width, source.height, LONGEST_SIDE),
    }
  } finally {
    source.close()
  }
}
