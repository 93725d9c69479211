/** The text of a message: always text, the names it calls set apart. */
import { computed } from "@preact/signals";
import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import type { Message } from "../core/room";
import { texts } from "../i18n/texts";
import { Icon } from "./icons";
import type { RoomDesk } from "./room_desk";

export function textOf(message: Message, id: string, desk: RoomDesk): VNode {
  const t = texts.value;
  if (message.removed !== null) {
    return (
      <p class="msg-text veil" id={id}>
        {Icon({ name: "undo", size: "s" })}
        {t.removed[message.removed]}
      </p>
    );
  }
  return (
    <p class="msg-text" id={id} dir="auto">
      {message.body.includes("@") ? <Calling body={message.body} desk={desk} /> : message.body}
      {message.editedMs !== null && (
        <time class="edited" dateTime={new Date(message.editedMs).toISOString()}>
          {" "}
          ({t.edited})
        </time>
      )}
    </p>
  );
}

function Calling({ body, desk }: { body: string; desk: RoomDesk }) {
  const calls = desk.talk.calls.value;
  const parts = useMemo(() => computed(() => calls?.partsOf(body)), [calls, body]).value;
  if (!calls || !parts) return body;
  return (
    <>
      {parts.map(({ text, key }, index) =>
        key === null ? (
          text
        ) : (
          <bdi key={index} class={calls.isOwn(key) ? "mention mention-own" : "mention"}>
            {text}
          </bdi>
        ),
      )}
    </>
  );
}
