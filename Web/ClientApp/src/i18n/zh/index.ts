import app from './app'
import flag from './flag'
import floor from './floor'
import poll from './poll'
import question from './question'
import room from './room'
import rules from './rules'
import terms from './terms'

/** Chinese is the source: the other languages have to have its shape. */
const messages = { ...app, flag, floor, poll, question, room, rules, terms }
export type Messages = typeof messages
export default messages
