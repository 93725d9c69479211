/** What one has besides the rooms of the list: one's private rooms, one's conversations, each with what is unread in it, and the quiet inbox of requests. */
import { useComputed } from "@preact/signals";
import { overIn } from "../core/correspondence";
import { apartTexts } from "../i18n/apart_texts";
import { follow } from "../platform/page";
import type { ConversationInfo } from "../protocol/protocol.gen";
import { Glyph } from "../views/glyph";
import { useScene } from "../views/scene";
import { correspondingOf } from "./correspondence";
import { OwnRoomsList } from "./own_rooms_list";
import { UnreadCount } from "./unread_count";

interface SideListProps {
  /** The slug of what is on screen. */
  readonly here: string;
  readonly onRequests: () => void;
}

export function SideList({ here, onRequests }: SideListProps) {
  const { held } = correspondingOf(useScene().visit);
  const { conversations, received, sent } = held.value;
  const a = apartTexts.value;
  const hasTalks = conversations.length + received.length + sent.length > 0;
  return (
    <>
      <OwnRoomsList here={here} />
      {conversations.length > 0 && (
        <>
          <h2 id="side-talks">{a.conversations}</h2>
          <ul aria-labelledby="side-talks">
            {conversations.map((talk) => (
              <li key={talk.conversation}>
                <TalkLink talk={talk} isHere={talk.conversation === here} />
              </li>
            ))}
          </ul>
        </>
      )}
      {hasTalks && <RequestsRow onOpen={onRequests} count={received.length} />}
    </>
  );
}

function RequestsRow({ onOpen, count }: { onOpen: () => void; count: number }) {
  return (
    <ul class="side-requests">
      <li>
        <button
          type="button"
          class={count > 0 ? "row row-new" : "row"}
          aria-haspopup="dialog"
          onClick={onOpen}
        >
          <span class="row-main">{apartTexts.value.requests}</span>
          {count > 0 && <span class="n">{count}</span>}
        </button>
      </li>
    </ul>
  );
}

function TalkLink({ talk, isHere }: { talk: ConversationInfo; isHere: boolean }) {
  const { held } = correspondingOf(useScene().visit);
  const { conversation: slug, nickname, tag, unread } = talk;
  const over = useComputed(() => overIn(held.value, slug)).value;
  const a = apartTexts.value;
  const isNew = unread > 0 && !isHere;
  return (
    <a
      class={isNew ? "row row-new" : "row"}
      href={`/r/${slug}`}
      aria-current={isHere ? "page" : undefined}
      onClick={follow}
    >
      <Glyph tag={tag} small />
      <span class="row-main" dir="auto">
        {nickname}
      </span>
      {over && <span class="n">{over === "ended" ? a.talkOver : a.talkFrozen}</span>}
      {isNew && <UnreadCount count={unread} />}
    </a>
  );
}
