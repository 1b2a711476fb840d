import type { Messages } from '../zh'
import app from './app'
import office from './office'
import room from './room'
import terms from './terms'

const messages: Messages = { ...app, room, office, terms }
export default messages
