/** What opens over a conversation: the menu of a message, the card of a person, a toast. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { partTexts } from "../i18n/part_texts";
import { MessageActions } from "./message_actions";
import { PersonCard } from "./person_card";
import type { RoomDesk } from "./room_desk";
import { endToast } from "./toasting";

export function ConversationLayer({ desk }: { desk: RoomDesk }) {
  return (
    <>
      <OpenMenu desk={desk} />
      <OpenCard desk={desk} />
      <Toast desk={desk} />
    </>
  );
}

function OpenMenu({ desk }: { desk: RoomDesk }) {
  const open = desk.talk.menu.value;
  return open && <MessageActions key={open.row.key} open={open} desk={desk} />;
}

function OpenCard({ desk }: { desk: RoomDesk }) {
  const open = desk.talk.card.value;
  const opener = useRef<HTMLElement | null>(null);
  useLayoutEffect(() => {
    if (open === null && opener.current?.isConnected) opener.current.focus({ preventScroll: true });
    opener.current = open?.opener ?? null;
  }, [open]);
  return open && <PersonCard key={open.person.tag} open={open} desk={desk} />;
}

/** Seen only: its words are said by the live region, and what it offers stands in the timeline too. */
function Toast({ desk }: { desk: RoomDesk }) {
  const toast = desk.talk.toast.value;
  if (toast === null) return null;
  const { text, undo } = toast;
  return (
    <div class="toast-place">
      <div class="toast">
        <span>{text}</span>
        {undo && (
          <button
            type="button"
            class="link-btn"
            onClick={() => {
              endToast(desk, toast);
              undo();
            }}
          >
            {partTexts.value.undo}
          </button>
        )}
      </div>
    </div>
  );
}
