/** Under a message that waits: for a person of the team to read it, or for its author to say whether it may leave. */
import type { Message } from "../core/message";
import { partTexts } from "../i18n/part_texts";
import { Icon } from "./icons";
import type { RoomDesk } from "./room_desk";
import type { MessageRow } from "./timeline_rows";

export function WaitingState({ row, desk }: { row: MessageRow; desk: RoomDesk }) {
  return row.status === "held" ? <Held /> : <Asking message={row.message} desk={desk} />;
}

function Held() {
  return (
    <p class="msg-state msg-asking" role="status">
      <Icon name="clock" size="s" />
      <span>{partTexts.value.held}</span>
    </p>
  );
}

function Asking({ message, desk }: { message: Message; desk: RoomDesk }) {
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
