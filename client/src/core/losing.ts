/** Losing: whether what one wrote and the server does not have yet would be lost with the page. */
import { waiting } from "./outbox";
import type { Visit } from "./visit";

const ON_ITS_WAY_MS = 3_000;

/** One just written is on its way. */
export function wouldLose({ outside, rooms }: Visit): boolean {
  const before = outside.clock.now() - ON_ITS_WAY_MS;
  return rooms.some((room) => waiting(room.posting.outbox.value).some((entry) => entry.writtenMs < before));
}
