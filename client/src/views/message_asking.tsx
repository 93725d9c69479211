/** Under a message too old, or of another session: it asks before leaving. */
import type { Message } from "../core/message";
import { partTexts } from "../i18n/part_texts";
import { Icon } from "./icons";
import type { RoomDesk } from "./room_desk";

export function AskingState({ message, desk }: { message: Message; desk: RoomDesk }) {
  const p = partTexts.value;
  const { posting } = desk.live;
  return (
    <div class="msg-state msg-asking" role="status">
      <Icon name="clock" size="s" />
      <span>{p.unsent}</span>
      <button type="button" class="link-btn" onClick={() => posting.resend(message.clientMessageId)}>
        {p.resend}
      </button>
      <button type="button" class="link-btn" onClick={() => posting.discard(message.clientMessageId)}>
        {p.discard}
      </button>
    </div>
  );
}
