/**
 * The wire contract (docs/protocol.md) as types. Names on the wire are kept as they are. One long file, because it is the
 * mirror of one paper: whoever changes a shape there finds it here in the same order.
 */

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

/** One plain sentence in each language, and the rule behind it. */
export interface Sentence {
  rule: string
  zh: string
  en: string
}
export interface Refusal extends Sentence {
  fields?: Record<string, Sentence>
}

export interface Right {
  right: string
  allowed: boolean
  rule?: string
  zh?: string
  en?: string
}
export interface NodeRef {
  id: string
  name: string
  kind: string
}
export interface Office {
  role: string
  node: string
  nodeName: string
}
export interface Me {
  member: string
  name: string
  number: string
  category: Category
  relation: Relation
  node: string
  nodePath: NodeRef[]
  mustChange: boolean
  offices: Office[]
  rights: Right[]
  points: { today: number; month: number; total: number }
  locale?: string
  operator: boolean
}
/** A web node's figures over about a second: rates a second's, times in milliseconds (99th percentile, 0: none). */
export interface NodeSample {
  node: string
  at: number
  connections: number
  rooms: number
  posts: number
  refusals: number
  frames: number
  kilobytes: number
  ackMs: number
  commitMs: number
  lagMs: number
  queue: number
  behind: number
  resyncs: number
  slow: number
  signIns: number
  processor: number
  memoryMb: number
  heapMb: number
}
export interface LiveRoom {
  id: string
  topic: string
  nodeName: string
  openedAt?: number
  closesAt: number
  expected: number
  present: number
  connections: number
  nodes: number
  head: number
  rate: number
}
export interface OperateView {
  at: number
  samples: NodeSample[]
  gatherings: LiveRoom[]
}
export interface Device {
  id: string
  device: string
  openedAt: number
  seenAt: number
  current: boolean
}

export interface Counts {
  expected: number
  present: number
  excused: number
  absent: number
  inside: number
  eligible: number
  eligibleInside: number
}
export interface Brief {
  id: string
  node: string
  nodeName: string
  subtree: boolean
  type: GatheringType
  topic: string
  state: GatheringState
  summoner: string
  opensAt: number
  openedAt?: number | null
  closesAt: number
  closedAt?: number | null
  counts: Counts
  /** Left out where a brief is shared by all, as in a snapshot. */
  mine?: { expected: boolean; presence: Presence; officer: boolean }
}
export interface CategoryCount {
  category: Category
  relation: Relation
  members: number
}
export interface NodeView extends NodeRef {
  parent?: string | null
  parentName?: string | null
  members: number
  subtreeMembers: number
  online: number
  registered: number
  unregistered: number
  byCategory: CategoryCount[]
  live: Brief[]
  planned: Brief[]
  officers: { name: string; role: string }[]
  children: { id: string; name: string; kind: string; members: number }[]
  officer: boolean
  maySummon: boolean
}
export interface NowView {
  live: Brief[]
  planned: Brief[]
  recent: Brief[]
  branch: NodeView
}
export interface SummonNode extends NodeRef {
  members: number
  subtreeMembers: number
}

export interface RosterLine {
  member: string
  name: string
  unit: string
  category: Category
  relation: Relation
  expected: boolean
  eligible: boolean
  /** Votes by leave of the organisation above although the formal relation is elsewhere. */
  granted?: boolean
  presence: Presence
  inside: boolean
  firstInAt?: number | null
  seconds: number
  messages: number
  reason?: string | null
  /** Who it is is not for this officer: `member` and `name` are empty. */
  withheld?: boolean
}
export interface RosterPage {
  lines: RosterLine[]
  next?: string | null
  counts: Counts
}
export interface TimelineMinute {
  at: number
  messages: number
  inside: number
  joined: number
  left: number
}
export interface Turnout {
  category: Category
  relation: Relation
  expected: number
  present: number
}
export interface Timeline {
  from: number
  to: number
  minutes: TimelineMinute[]
  speakers: { none: number; one: number; more: number }
  byCategory: Turnout[]
}
export interface Minutes {
  version: number
  at: number
  counts: Counts
  openedAt: number
  closedAt: number
  messages: number
  speakers: number
  decisions: string[]
  topPosts: { seq: number; author: string; text: string; weight: number }[]
  remarks: string
  signedBy?: string | null
  signedAt?: number | null
  reason?: string | null
}

export interface PointSource {
  gathering?: string | null
  topic?: string | null
  seq?: number | null
}
export interface PointEntry {
  seq: number
  rule: string
  zh: string
  en: string
  points: number
  at: number
  date: string
  source?: PointSource | null
  reversal: boolean
}
export interface PointsPush extends PointEntry {
  today: number
  capLeft?: number | null
}
export interface PointRule {
  rule: string
  zh: string
  en: string
  today: number
  cap?: number | null
}
export interface PointsPage {
  today: number
  month: number
  total: number
  rules: PointRule[]
  entries: PointEntry[]
  next?: string | number | null
}
export interface AttendanceLine {
  gathering: string
  topic: string
  openedAt: number
  seconds: number
  share: number
  presence: Presence
}

export type EntryKind =
  | 'opened'
  | 'message'
  | 'hidden'
  | 'muted'
  | 'unmuted'
  | 'slowMode'
  | 'reactions'
  | 'decision'
  | 'extended'
  | 'closing'
  | 'summonedAgain'
  | 'closed'
  | 'edited'
  | 'pollOpened'
  | 'pollTally'
  | 'pollClosed'
  | 'handRaised'
  | 'orderRaised'
  | 'handLowered'
  | 'floorGiven'
  | 'floorEnded'
  | 'floorPaused'
  | 'floorResumed'
  | 'floorRules'
  | 'question'
  | 'questionMerged'
  | 'questionAnswered'
  | 'restored'
  | 'appealDenied'
  | 'postingRules'
export interface Picture {
  media: string
  w: number
  h: number
}
export interface Clip {
  media: string
  kind: 'voice' | 'video'
  seconds: number
  bytes: number
}
export interface Entry {
  s: number
  k: EntryKind
  at: number
  by?: string | null
  name?: string | null
  id?: string | null
  to?: number | null
  who?: string | null
  text?: string | null
  pic?: Picture | null
  v?: number | null
  r?: [number, string, number][] | null
  /** The beginning of what a reply answers. */
  q?: { name: string; text: string } | null
  clip?: Clip | null
  /** When the text was last changed. */
  ed?: number | null
  poll?: PollForm | null
  c?: number[] | null
}
export type Electorate = 'everyone' | 'members' | 'voters'
export interface PollForm {
  id: string
  title: string
  options: string[]
  most: number
  anonymous: boolean
  electorate: Electorate
  /** How many of those who may answer do so by leave of the organisation above. */
  granted?: number
}
/** The opening of a poll with how it stands; `v` may answer. `counts` is absent while ballots are sealed. */
export interface Poll extends Entry {
  poll: PollForm
  ballots: number
  counts?: number[] | null
  closed: boolean
}
/** A raised hand; `order`: on a point of order; `spoke`: seconds it had the floor before. */
export interface Hand {
  s: number
  member: string
  name: string
  order: boolean
  spoke: number
}
export interface Speaker {
  member: string
  name: string
  since: number
  endsAt?: number | null
  /** Milliseconds left while paused. */
  left?: number | null
  paused: boolean
}
export interface Floor {
  hands: Hand[]
  speaker?: Speaker | null
  fair: boolean
  seconds: number
}
export interface Question extends Entry {
  hidden: boolean
  votes: number
  mergedInto?: number | null
  answered: boolean
  answer?: string | null
}
export interface PostingRules {
  version: number
  text: string
}
/** A flagged message; `settled` is absent while an officer has to decide. */
export interface Flagged {
  seq: number
  name?: string | null
  text?: string | null
  picture: boolean
  clip?: Clip['kind'] | null
  reasons: string[]
  at: number
  settled?: 'hidden' | 'dismissed' | null
}
/** `mine`: I hid the message, so another officer decides; `restored` is absent while nobody has. */
export interface AppealView {
  seq: number
  name: string
  text: string
  clip?: Clip['kind'] | null
  appeal: string
  at: number
  why: string
  mine: boolean
  restored?: boolean | null
}
/** The same over HTTP, live or over. */
export interface PollView {
  poll: PollForm
  s: number
  at: number
  eligible: number
  ballots: number
  counts?: number[] | null
  closed: boolean
}
export interface Ballot {
  member: string
  name: string
  unit: string
  category: Category
  choices?: number[] | null
}
export interface Reaction {
  emoji: string
  count: number
}
/** An entry with what later entries did to it, as a snapshot carries it. */
export interface Message extends Entry {
  hidden?: boolean
  /** Why it was hidden. */
  why?: string | null
  reactions?: Reaction[]
  replies?: number
}
export interface Snapshot {
  gathering: Brief
  slowSeconds: number
  muted?: string[] | null
  meMuted: boolean
  decisions: Entry[]
  messages: Message[]
  polls: Poll[]
  floor: Floor
  /** The posting rules that hold here. */
  rules?: PostingRules | null
  questions: Question[]
  head: number
  counts: Counts
}
export interface Seat {
  officer: boolean
  maySpeak: boolean
  expected: boolean
  since?: number | null
  /** Seconds already credited before `since`. */
  seconds?: number | null
  /** Ids of the polls this member has answered. */
  voted?: string[] | null
  /** Whether I have accepted the posting rules that hold here. */
  accepted?: boolean | null
  /** Hidden messages for which this member has appealed. */
  appealed?: number[] | null
  /** What this member has reacted with among the messages sent along. */
  reacted?: [number, string][] | null
}
export interface Joined {
  ok: boolean
  refusal?: Refusal | null
  recovered: boolean
  epoch: string
  head: number
  you: Seat
  snapshot?: Snapshot | null
  entries?: Entry[] | null
}
export interface Ack {
  ok: boolean
  seq?: number | null
  at?: number | null
  clientId?: string | null
  refusal?: Refusal | null
}
export interface Replayed {
  entries: Entry[]
  head: number
  epoch: string
}
export interface Hello {
  member: string
  node: string
  serverAt: number
  points: PointsPush[]
  live: Brief[]
}

export interface Frame {
  g: string
  e: string
  h: number
  /** expected, present, excused, inside */
  n?: [number, number, number, number] | null
  m?: Entry[] | null
  /** Runs [first, last] of messages that are not shown live: they are read by page. */
  x?: [number, number][] | null
  t: number
}
export interface RosterDelta {
  g: string
  lines: RosterLine[]
  counts: Counts
}
export interface BranchDelta {
  node: string
  online: number
  at: number
}
export interface News {
  kind: 'planned' | 'opened' | 'again' | 'closed' | 'signed'
  gathering: Brief
}
export interface Bye {
  code: 'signed-out' | 'slow' | 'draining' | 'too-many-errors' | 'too-many-connections'
  zh: string
  en: string
  returnAfterMs?: number | null
}
export type ConsultationTopic = 'relation' | 'activities' | 'dues' | 'development' | 'care' | 'other'
export const TOPICS: ConsultationTopic[] = ['relation', 'activities', 'dues', 'development', 'care', 'other']
export interface Consultation {
  id: string
  node: string
  nodeName: string
  topic: ConsultationTopic
  subject: string
  state: 'waiting' | 'taken' | 'closed'
  member: string
  memberName: string
  officer?: string | null
  officerName?: string | null
  openedAt: number
  waitingSince?: number | null
  firstReplyAt?: number | null
  closedAt?: number | null
  helped?: boolean | null
  head: number
  read: number
  otherRead: number
  moved: boolean
  as: 'member' | 'officer'
}
export interface ConsultationEntry {
  s: number
  k: 'opened' | 'message' | 'taken' | 'handedOver' | 'closed' | 'reopened' | 'rated'
  at: number
  by: string
  name: string
  id?: string | null
  who?: string | null
  whoName?: string | null
  text?: string | null
  pic?: Picture | null
  v?: number | null
}
export interface ConsultationPush {
  consultation: Consultation
  entries: ConsultationEntry[]
}
export interface DeskOfficer {
  member: string
  name: string
  role: string
  online?: boolean | null
}
export interface OwnConsultations {
  desk?: { node: string; nodeName: string; officers: DeskOfficer[] } | null
  limitSeconds: number
  consultations: Consultation[]
}
export interface DeskConsultations {
  limitSeconds: number
  consultations: Consultation[]
}
export interface ConsultationPage {
  limitSeconds: number
  consultation: Consultation
  officers: DeskOfficer[]
  entries: ConsultationEntry[]
}
export interface ConsultationAck {
  seq: number
  at: number
  consultation: Consultation
}
export interface ConsultationFigures {
  days: number
  limitSeconds: number
  asked: number
  replied: number
  inTime: number
  medianSeconds?: number | null
  p90Seconds?: number | null
  waiting: number
  overdue: number
}

/** Something that the member sees has changed: read it again. */
export interface Notice {
  kind: string
  id: string
}

/** Events the hub sends, by name. */
export interface Events {
  frame: Frame
  resync: { g: string; e: string; snapshot: Snapshot }
  roster: RosterDelta
  branch: BranchDelta
  news: News
  points: PointsPush
  consultation: ConsultationPush
  notice: Notice
  bye: Bye
}

export const EMOJI = ['👍', '❤️', '👏', '🙏', '😄', '❓'] as const
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
