/** Words of the contract that several sections use (docs/protocol.md). */

export type Category =
  | 'full'
  | 'probationary'
  | 'disciplined'
  | 'activist'
  | 'applicant'
  | 'seatHolder'
  | 'guest'
  | 'instructor'
  | 'candidate'
export type Relation = 'registered' | 'temporaryLetter' | 'activityCard' | 'pocket' | 'unknown'
export type GatheringType = 'flash' | 'branchMeeting' | 'lesson' | 'democraticLife' | 'themeDay'
export type GatheringState = 'planned' | 'open' | 'closed' | 'signed'
export type Presence = 'absent' | 'present' | 'excused'
export type Electorate = 'everyone' | 'members' | 'voters'
