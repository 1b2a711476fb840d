import { HttpTransportType, HubConnectionBuilder, LogLevel } from '@microsoft/signalr'
import type { Wire } from './connection'

/** SignalR over a bare WebSocket: without negotiation no sticky sessions are needed. */
export function openWire(): Wire {
  return new HubConnectionBuilder()
    .withUrl('/hub', { skipNegotiation: true, transport: HttpTransportType.WebSockets })
    .withKeepAliveInterval(15_000)
    .withServerTimeout(30_000)
    .configureLogging(LogLevel.None)
    .build()
}
