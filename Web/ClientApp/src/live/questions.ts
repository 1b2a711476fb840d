import type { Entry, Question } from '@/api/wire'

/** The reaction that up-votes a question. */
export const UP_VOTE = '👍'

/** The questions after one more entry; entries of other kinds change nothing. */
export function applyQuestion(questions: Question[], entry: Entry): Question[] {
  const change = (seq: number | null | undefined, part: Partial<Question>) =>
    questions.some((it) => it.s === seq)
      ? questions.map((it) => (it.s === seq ? { ...it, ...part } : it))
      : questions
  switch (entry.k) {
    case 'question':
      // The log leaves the text of a hidden question out.
      return [...questions, { ...entry, hidden: !entry.text, votes: 0, answered: false }]
    case 'hidden':
      return change(entry.to, { hidden: true, text: undefined })
    case 'restored':
      return change(entry.to, { hidden: false, text: entry.text })
    case 'questionMerged':
      return change(entry.to, { mergedInto: entry.v })
    case 'questionAnswered':
      return change(entry.to, { answered: true, answer: entry.text })
    case 'reactions':
      return (entry.r ?? []).reduce(
        (all, [seq, emoji, votes]) =>
          emoji === UP_VOTE && all.some((it) => it.s === seq)
            ? all.map((it) => (it.s === seq ? { ...it, votes } : it))
            : all,
        questions,
      )
    default:
      return questions
  }
}

/** Those that stand: open ones first, by votes, then as they were asked. */
export const standing = (questions: Question[]) =>
  questions
    .filter((it) => !it.mergedInto && !it.hidden)
    .sort((a, b) => Number(a.answered) - Number(b.answered) || b.votes - a.votes || a.s - b.s)

export const mergedInto = (questions: Question[], seq: number) =>
  questions.filter((it) => it.mergedInto === seq).length
