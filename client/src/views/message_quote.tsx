/** One line of the message another one answers. */
import { useComputed } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Message } from "../core/room";
import { texts } from "../i18n/texts";
import { Icon } from "./icons";
import type { RoomDesk } from "./room_desk";

interface Props {
  readonly messageId: string;
  readonly desk: RoomDesk;
}

export function MessageQuote({ messageId, desk, isActive }: Props & { readonly isActive: boolean }) {
  return (
    <button type="button" class="quote" tabIndex={isActive ? 0 : -1} onClick={() => desk.goTo(messageId)}>
      <Icon name="reply" size="s" />
      <span class="hide">{texts.value.inReplyTo}</span>
      <Quoted messageId={messageId} desk={desk} />
    </button>
  );
}

/** Who wrote it and its first words; or what can be said of it. */
export function Quoted({ messageId, desk }: Props) {
  const { live } = desk;
  const { quoting } = live;
  const message = useComputed(() => quoting.find(messageId)).value;
  useEffect(() => void quoting.fetch(messageId), [quoting, messageId]);
  const t = texts.value.quoted;
  if (message === undefined) return <span>{t.older}</span>;
  if (live.hides(message.tag)) return <span>{t.hidden}</span>;
  if (message.removed !== null) return <span>{t.removed}</span>;
  return <Words message={message} />;
}

function Words({ message }: { message: Message }) {
  return (
    <>
      <b>
        <bdi>{message.nickname}</bdi>
      </b>{" "}
      <span dir="auto">{message.body}</span>
    </>
  );
}
