/** Above the field: the message being answered, and the way out. */
import { partTexts } from "../i18n/part_texts";
import { Icon } from "./icons";
import { Quoted } from "./message_quote";
import type { RoomDesk } from "./room_desk";

export function ReplyLine({ desk }: { desk: RoomDesk }) {
  const { drafting } = desk.live.posting;
  const messageId = drafting.replyTo.value;
  if (messageId === null) return null;
  return (
    <div class="reply-line">
      <p class="quote">
        <Icon name="reply" size="s" />
        <span class="reply-word">{partTexts.value.answering}</span>
        <Quoted key={messageId} messageId={messageId} desk={desk} />
      </p>
      <button
        type="button"
        class="icon-btn icon-btn-s"
        aria-label={partTexts.value.cancelReply}
        onClick={() => {
          drafting.replyTo.value = null;
          document.getElementById("message")?.focus();
        }}
      >
        <Icon name="x" size="s" />
      </button>
    </div>
  );
}
