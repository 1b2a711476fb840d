/** Limits (docs/protocol.md §4). */

export const LIMITS = {
  text: 2000,
  topic: 100,
  decision: 500,
  reason: 200,
  appeal: 500,
  rules: 1000,
  question: 200,
  answer: 500,
  pollTitle: 100,
  pollOption: 60,
  pollOptions: 10,
  pictureBytes: 10 * 1024 * 1024,
  replay: 300,
  page: 500,
  editMs: 10 * 60_000,
  clipSeconds: 60,
  voiceBytes: 2 * 1024 * 1024,
  videoBytes: 10 * 1024 * 1024,
} as const
