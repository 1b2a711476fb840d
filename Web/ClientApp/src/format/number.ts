const GROUPS = [6, 6, 6, 1]

/** Digits only; full-width digits count as digits. */
export function digitsOf(text: string): string {
  return text.normalize('NFKC').replace(/\D/g, '').slice(0, 19)
}

/** 110108 201206 000123 4: region, month of joining, serial, check digit. */
export function spaced(digits: string): string {
  const parts: string[] = []
  let from = 0
  for (const size of GROUPS) {
    if (from >= digits.length) break
    parts.push(digits.slice(from, from + size))
    from += size
  }
  return parts.join(' ')
}

/** Half of those entitled to vote suffices (`2·present ≥ eligible`). */
export const quorumNeeded = (eligible: number) => Math.ceil(eligible / 2)
export const quorate = (present: number, eligible: number) => eligible > 0 && 2 * present >= eligible

/** Code points, as the hub counts them. */
export const codePoints = (text: string) => [...text.normalize('NFC')].length

export function passwordStrength(password: string, number: string): 0 | 1 | 2 | 3 {
  const length = codePoints(password)
  if (length < 10 || (number && digitsOf(password) === number)) return 0
  const kinds = [/\d/, /[a-z]/, /[A-Z]/, /[^\da-zA-Z]/].filter((it) => it.test(password)).length
  const distinct = new Set(password).size
  if (distinct < 6) return 1
  return length >= 14 || kinds >= 3 ? 3 : 2
}
