// A room as one writes it with ws: every message is encoded once and sent to each socket. Nothing is stored.
import { WebSocketServer } from 'ws'

let seq = 0
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false }, () =>
  console.log(`listening on http://127.0.0.1:${server.address().port}`),
)
server.on('connection', (socket) => {
  socket.on('error', () => {})
  socket.on('message', (data) => {
    const { id, text } = JSON.parse(data)
    const frame = Buffer.from(
      JSON.stringify({ s: ++seq, k: 'message', at: 1_700_000_000_000, by: 'm-bench1', name: '成员1', id, text }),
    )
    for (const client of server.clients) if (client.readyState === 1) client.send(frame, { binary: false })
    socket.send(JSON.stringify({ ack: id }))
  })
})
