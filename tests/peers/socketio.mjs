// A room of Socket.IO, over WebSocket only. Arguments: PORT CONNECTIONS RATE.

import { createServer } from "node:http";
import { Server } from "socket.io";
import { keepPace, message } from "./pace.mjs";

const [port, connections, rate] = process.argv.slice(2).map(Number);
const MOST_UNSENT = 64; // packets
const http = createServer();
// The load client does not answer Engine.IO's own pings: none is sent while a measurement lasts.
const io = new Server(http, { transports: ["websocket"], perMessageDeflate: false, pingInterval: 600_000, serveClient: false });
io.on("connection", (socket) => socket.join("agora"));
http.listen({ host: "127.0.0.1", port, backlog: 4096 });

keepPace(rate, {
  everyoneIsIn: () => io.engine.clientsCount >= connections && io.sockets.sockets.size >= connections,
  isTaken: () => ![...io.sockets.sockets.values()].some((socket) => socket.conn.writeBuffer.length > MOST_UNSENT),
  publish: (id) => io.to("agora").emit("message", message(id)),
});
