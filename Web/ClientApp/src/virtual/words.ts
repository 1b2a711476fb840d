/** `10-49` as people say it. */
export function sizeText(band: string, t: (key: string, named: Record<string, unknown>) => string): string {
  const plus = band.endsWith('+')
  return t(plus ? 'virtual.sizePlus' : 'virtual.size', {
    n: band.replace('+', '').replace('-', '–'),
  })
}
