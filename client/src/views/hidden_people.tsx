/** For each person whose messages are folded away here: that they are, and the way back. */
import { useComputed } from "@preact/signals";
import type { Message } from "../core/room";
import { partTexts } from "../i18n/part_texts";
import { texts } from "../i18n/texts";
import { showPerson } from "./acts";
import { Glyph } from "./glyph";
import { Icon } from "./icons";
import type { RoomDesk } from "./room_desk";
import type { HiddenRow } from "./timeline_rows";

export function HiddenPeople({ row, desk }: { row: HiddenRow; desk: RoomDesk }) {
  const tags = [...new Set(row.messages.map((message) => message.tag))];
  return (
    <>
      {tags.map((tag) => (
        <OfOne key={tag} messages={row.messages.filter((message) => message.tag === tag)} desk={desk} />
      ))}
    </>
  );
}

/** Only the last line of someone says it all. */
function OfOne({ messages, desk }: { messages: readonly Message[]; desk: RoomDesk }) {
  const t = texts.value;
  const p = partTexts.value;
  const last = messages.at(-1);
  const tag = last?.tag ?? "";
  const lastHeld = useComputed(
    () => desk.live.state.value.messages.findLast((message) => message.tag === tag)?.id,
  ).value;
  const nickname = last?.nickname || t.someone;
  const isLast = lastHeld === last?.id;
  return (
    <div class="msg msg-first" data-tag={tag}>
      <Glyph tag={tag} />
      <div class="msg-body">
        <p class="msg-text veil">
          <Icon name="eyeOff" size="s" />
          <span>
            {isLast ? p.hiddenFrom(nickname) : p.hiddenMore(messages.length)}{" "}
            {isLast && (
              <button type="button" class="link-btn" onClick={() => showPerson(desk, { nickname, tag })}>
                {p.undo}
              </button>
            )}
          </span>
        </p>
        {isLast && <p class="tiny">{p.hiddenUntil}</p>}
      </div>
    </div>
  );
}
