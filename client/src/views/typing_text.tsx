/** Who is writing now, in one line. */
import { useComputed } from "@preact/signals";
import type { PartTexts } from "../i18n/part_fr";
import { partTexts } from "../i18n/part_texts";
import type { Person } from "../protocol/protocol.gen";
import type { RoomDesk } from "./room_desk";

export function TypingText({ desk }: { desk: RoomDesk }) {
  return useComputed(() => typingText(others(desk), partTexts.value)).value;
}

function others(desk: RoomDesk): readonly Person[] {
  const { live } = desk;
  return live.state.value.typing.filter(({ tag }) => !live.ownTags.value.has(tag) && !live.hides(tag));
}

export function typingText(people: readonly Person[], p: PartTexts): string {
  const [first, second] = people;
  if (first === undefined) return "";
  if (second === undefined) return p.writes(first.nickname);
  if (people.length === 2) return p.twoWrite(first.nickname, second.nickname);
  return p.moreWrite(first.nickname, second.nickname, people.length - 2);
}
