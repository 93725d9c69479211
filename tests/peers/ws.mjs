// A room of the library `ws`: everyone who connects hears every message. Arguments: PORT CONNECTIONS RATE.

import { WebSocketServer } from "ws";
import { keepPace, message } from "./pace.mjs";

const [port, connections, rate] = process.argv.slice(2).map(Number);
const MOST_UNSENT = 65_536;
const room = new WebSocketServer({ host: "127.0.0.1", port, perMessageDeflate: false, clientTracking: true, backlog: 4096 });

keepPace(rate, {
  everyoneIsIn: () => room.clients.size >= connections,
  isTaken: () => ![...room.clients].some((client) => client.bufferedAmount > MOST_UNSENT),
  publish: (id) => {
    const text = JSON.stringify(message(id));
    for (const client of room.clients) client.send(text);
  },
});
