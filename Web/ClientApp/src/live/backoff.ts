const FIRST_MS = 500
const LONGEST_MS = 30_000

/**
 * How long to wait before the next attempt. Full jitter: after a restart every client comes back at a moment of
 * its own instead of all at once. What the hub asked for (`bye.returnAfterMs`) goes before our own figure.
 */
export function backoff(attempt: number, asked: number | undefined, random: () => number): number {
  if (asked !== undefined) return asked
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt)
  return Math.round(ceiling / 2 + (random() * ceiling) / 2)
}
