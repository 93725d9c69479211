/** Presence: who is in the room, as a state and the net differences of it. */

import type { Person, PresenceChangedEvent, Roster } from "../protocol/protocol.gen";
import { CROWDED } from "../protocol/protocol.gen";

export interface Presence {
  readonly present: number;
  readonly spectators: number;
  /** null for a spectator, and in a crowd: counts only. */
  readonly people: readonly Person[] | null;
}

export const NOBODY: Presence = { present: 0, spectators: 0, people: null };

export function presenceOf(roster: Roster): Presence {
  return { present: roster.present, spectators: roster.spectators, people: sorted(roster.people ?? null) };
}

export function applyPresence(presence: Presence, event: PresenceChangedEvent): Presence {
  const { present, spectators } = event;
  if (event.people) return { present, spectators, people: sorted(event.people) };
  // In a crowd nobody is told names; all of them come back once there are fewer.
  if (present > CROWDED) return { present, spectators, people: null };
  if (presence.people === null) return { present, spectators, people: null };
  const joined = event.joined ?? [];
  const gone = new Set([...(event.left ?? []), ...joined.map((person) => person.tag)]);
  const staying = presence.people.filter((person) => !gone.has(person.tag));
  return { present, spectators, people: sorted([...staying, ...joined]) };
}

function sorted(people: readonly Person[] | null): readonly Person[] | null {
  return (
    people && [...people].sort((a, b) => a.nickname.localeCompare(b.nickname) || a.tag.localeCompare(b.tag))
  );
}
