import { onUnmounted, ref, shallowRef } from 'vue'
import { uploadPicture, type Uploaded } from '@/api/media'
import { refusalOf } from '@/api/refusal'
import type { Refusal } from '@/api/wire'
import { faultOf, preparePicture } from './picture'

/** The picture of the message being written: checked, made smaller, uploaded at once, ready when Send is pressed. */
export function useUpload(gathering: string) {
  const preview = ref<string>()
  const progress = ref(0)
  const fault = ref<string>()
  const refusal = ref<Refusal>()
  const uploaded = shallowRef<Uploaded>()
  let turn = 0

  function clear() {
    turn++
    if (preview.value) URL.revokeObjectURL(preview.value)
    preview.value = uploaded.value = fault.value = refusal.value = undefined
    progress.value = 0
  }

  async function choose(file: File) {
    clear()
    const mine = turn
    fault.value = faultOf(file)
    if (fault.value) return
    preview.value = URL.createObjectURL(file)
    try {
      const made = await preparePicture(file).catch(() => undefined)
      if (mine !== turn) return
      if (!made) {
        clear()
        fault.value = 'room.notPicture'
        return
      }
      const answer = await uploadPicture(gathering, made.picture, made.thumb, made, (share) => {
        if (mine === turn) progress.value = share
      })
      if (mine === turn) uploaded.value = answer
    } catch (error) {
      if (mine !== turn) return
      clear()
      refusal.value = refusalOf(error)
    }
  }

  onUnmounted(clear)
  return { preview, progress, fault, refusal, uploaded, choose, clear }
}
