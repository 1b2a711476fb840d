/** 128 random bits as 22 base64url characters. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** Chosen by the device, so that a question sent twice opens one thread. */
export const consultationId = () => `q-${randomId()}`
export const isConsultation = (id: string) => id.startsWith('q-')

/** Chosen by the device, so that a transfer sent twice opens one case. */
export const transferId = () => `t-${randomId()}`
export const isTransfer = (id: string) => id.startsWith('t-')
export const cardId = () => `c-${randomId()}`

/** Chosen by the device, so that a summons sent twice opens one gathering. */
export const gatheringId = () => `g-${randomId()}`

/** Chosen by the device, so that founding twice founds one. */
export const virtualId = () => `v-${randomId()}`
export const groupId = () => `l-${randomId()}`
