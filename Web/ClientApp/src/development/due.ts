const DAY = 86_400_000

/** Whole days from one date of the calendar to another (`yyyy-MM-dd`); negative where it has passed. */
export const daysTo = (day: string, today: string) => Math.round((Date.parse(day) - Date.parse(today)) / DAY)

/** Overdue once its day has passed, soon within thirty days. */
export function urgency(day: string, today: string): 'overdue' | 'soon' | 'later' {
  const days = daysTo(day, today)
  return days < 0 ? 'overdue' : days <= 30 ? 'soon' : 'later'
}
