/**
 * The wire contract (docs/protocol.md) as types, a file a section. Names on the wire are kept as they are. Everything
 * outside this folder imports from here.
 */
export * from './terms'
export * from './refusals'
export * from './session'
export * from './gatherings'
export * from './points'
export * from './polls'
export * from './operate'
export * from './consultations'
export * from './entries'
export * from './room'
export * from './events'
export * from './limits'
