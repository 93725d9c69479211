/** The guest's private rooms in this tab: one list, kept up with from the first time it is asked for. */
import { OwnRooms } from "../core/own_rooms";
import type { Visit } from "../core/visit";
import { ownRooms } from "../platform/private_api";

const kept = new WeakMap<Visit, OwnRooms>();

export function ownRoomsOf(visit: Visit): OwnRooms {
  const known = kept.get(visit);
  if (known) return known;
  const made = new OwnRooms(visit, ownRooms);
  kept.set(visit, made);
  made.start();
  return made;
}
