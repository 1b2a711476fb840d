import { LIMITS, type Clip } from '@/api/wire'

/** What browsers record into, the smallest first; Safari knows MP4 alone. */
const TYPES: Record<Clip['kind'], string[]> = {
  voice: ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4'],
  video: ['video/webm;codecs=vp8,opus', 'video/webm', 'video/mp4'],
}
const VOICE_BITS = 32_000
/** A minute of both together stays below the hub's 10 MB. */
const VIDEO_BITS = 1_100_000

function typeOf(kind: Clip['kind']): string | undefined {
  if (typeof MediaRecorder === 'undefined' || !navigator.mediaDevices?.getUserMedia) return undefined
  return TYPES[kind].find((it) => MediaRecorder.isTypeSupported(it))
}
export const canRecord = (kind: Clip['kind']) => typeOf(kind) !== undefined
export const clipMost = (kind: Clip['kind']) => (kind === 'voice' ? LIMITS.voiceBytes : LIMITS.videoBytes)

export interface Recording {
  stream: MediaStream
  /** Ends it; what was recorded, and for how many seconds (1–60). */
  stop(): void
  done: Promise<{ blob: Blob; seconds: number }>
  /** Drops it and lets go of the microphone. */
  cancel(): void
}

/** Records until stopped, at most a minute. Rejects where the person does not allow it. */
export async function record(kind: Clip['kind']): Promise<Recording> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: true,
    video: kind === 'video' ? { width: { ideal: 640 }, height: { ideal: 480 }, facingMode: 'user' } : false,
  })
  const type = typeOf(kind)!
  const recorder = new MediaRecorder(stream, {
    mimeType: type,
    audioBitsPerSecond: VOICE_BITS,
    ...(kind === 'video' && { videoBitsPerSecond: VIDEO_BITS }),
  })
  const parts: Blob[] = []
  const started = performance.now()
  const release = () => stream.getTracks().forEach((track) => track.stop())
  const done = new Promise<{ blob: Blob; seconds: number }>((resolve, reject) => {
    recorder.ondataavailable = (event) => event.data.size && parts.push(event.data)
    recorder.onerror = () => reject(new Error('recording failed'))
    recorder.onstop = () => {
      release()
      const seconds = Math.round((performance.now() - started) / 1000)
      resolve({
        blob: new Blob(parts, { type: type.split(';')[0] }),
        seconds: Math.min(LIMITS.clipSeconds, Math.max(1, seconds)),
      })
    }
  })
  const stop = () => {
    if (recorder.state !== 'inactive') recorder.stop()
  }
  recorder.start(1_000)
  setTimeout(stop, LIMITS.clipSeconds * 1_000)
  return { stream, stop, done, cancel: () => (stop(), release()) }
}
