import type { Messages } from '../zh'
import app from './app'
import flag from './flag'
import floor from './floor'
import poll from './poll'
import question from './question'
import room from './room'
import rules from './rules'
import terms from './terms'

const messages: Messages = { ...app, flag, floor, poll, question, room, rules, terms }
export default messages
