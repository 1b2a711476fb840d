import app from './app'
import office from './office'
import room from './room'
import terms from './terms'

/** Chinese is the source: the other languages have to have its shape. */
const messages = { ...app, room, office, terms }
export type Messages = typeof messages
export default messages
