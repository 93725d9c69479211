/** The browser's clock, chance and socket, behind the core's ports. */
import type { Chance, Clock, Transport } from "../core/ports";
import { SUBPROTOCOL } from "../protocol/protocol.gen";

/** A smaller difference is travel time, not a wrong clock. */
const TOLERATED_SKEW_MS = 90_000;
const UNDRAWN_MS = 100;

export function serverClock(serverNow: string | undefined): Clock {
  const skew = serverNow === undefined ? 0 : Date.parse(serverNow) - Date.now();
  const correction = Math.abs(skew) > TOLERATED_SKEW_MS ? skew : 0;
  return {
    now: () => Date.now() + correction,
    after(ms, action) {
      const timer = setTimeout(action, ms);
      return () => clearTimeout(timer);
    },
    frame: inNextFrame,
  };
}

/** A page that is hidden draws nothing: it does not wait for ever. */
function inNextFrame(action: () => void): void {
  const act = () => {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    action();
  };
  const timer = setTimeout(act, UNDRAWN_MS);
  const frame = requestAnimationFrame(act);
}

export const chance: Chance = {
  fraction: () => Math.random(),
  bytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
};

export function webSocketTransport(address: string): Transport {
  return (listener) => {
    const socket = new WebSocket(address, SUBPROTOCOL);
    socket.onopen = () => listener.opened();
    socket.onmessage = (event: MessageEvent<unknown>) => listener.received(String(event.data));
    socket.onclose = (event) => listener.closed(event.code, event.reason);
    return {
      send: (text) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(text);
      },
      close: () => socket.close(),
    };
  };
}

export function liveAddress(): string {
  return `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`;
}
