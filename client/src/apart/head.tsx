/** The head of a private place: of a conversation with whom and until when, of a private room what it is and who is let in. */
import { useEffect } from "preact/hooks";
import { isTalk } from "../core/apart";
import { conversationIn, overIn } from "../core/correspondence";
import { apartTexts } from "../i18n/apart_texts";
import { texts } from "../i18n/texts";
import { visitAddress } from "../platform/page";
import { leaveRoom } from "../platform/private_api";
import { Glyph, TagLetters } from "../views/glyph";
import { Icon } from "../views/icons";
import "../views/more_icons";
import type { RoomDesk } from "../views/room_desk";
import { RoomHeader } from "../views/room_header";
import { useScene } from "../views/scene";
import { correspondingOf } from "./correspondence";
import { ownRoomsOf } from "./own_rooms";

const HOUR_MS = 3_600_000;

export function ApartHead({ desk, name }: { desk: RoomDesk; name: string }) {
  if (isTalk(desk.live.slug)) return <TalkHead desk={desk} />;
  return (
    <>
      <RoomHeader desk={desk} name={name} />
      <PrivateBar desk={desk} />
    </>
  );
}

function TalkHead({ desk }: { desk: RoomDesk }) {
  const corresponding = correspondingOf(useScene().visit);
  const { slug, tab } = desk.live;
  const talk = conversationIn(corresponding.held.value, slug);
  const a = apartTexts.value;
  useOwnState(desk);
  const left = talk ? Date.parse(talk.expires_at) - tab.outside.clock.now() : 0;
  return (
    <>
      <header class="room-head">
        <button
          type="button"
          class="icon-btn only-narrow"
          aria-label={texts.value.rooms}
          aria-haspopup="dialog"
          onClick={() => desk.open({ kind: "rooms" })}
        >
          <Icon name="menu" />
        </button>
        <Glyph tag={talk?.tag ?? ""} small />
        <div class="room-title">
          <h1 dir="auto">
            {talk?.nickname ?? a.thisTalk} <TagLetters tag={talk?.tag ?? ""} />
          </h1>
          {talk && (
            <p class="talk-facts">
              <span>{a.metIn(talk.room_name)}</span> <span>{a.closesIn(Math.floor(left / HOUR_MS))}</span>
            </p>
          )}
        </div>
        <button
          type="button"
          class="icon-btn only-mid only-narrow"
          aria-label={a.thisTalk}
          aria-haspopup="dialog"
          onClick={() => desk.open({ kind: "roster" })}
        >
          <Icon name="users" />
        </button>
      </header>
      <p class="bar bar-ochre">
        <Icon name="eye" size="s" />
        <span>{a.copyable}</span>
      </p>
    </>
  );
}

/** What the rest of the page shows of the conversation, and that it is read while it is on screen. */
function useOwnState(desk: RoomDesk): void {
  const corresponding = correspondingOf(useScene().visit);
  const { slug } = desk.live;
  const talk = conversationIn(corresponding.held.value, slug);
  const over = overIn(corresponding.held.value, slug);
  const unseen = desk.reading.value.unseen;
  useEffect(() => {
    desk.with.value = talk ? apartTexts.peek().talkWith(talk.nickname) : apartTexts.peek().thisTalk;
    desk.over.value = over;
  }, [desk, talk, over]);
  useEffect(() => {
    if (unseen === 0) corresponding.read(slug);
  }, [corresponding, slug, unseen, talk?.unread]);
}

function PrivateBar({ desk }: { desk: RoomDesk }) {
  const a = apartTexts.value;
  const ownRooms = ownRoomsOf(useScene().visit);
  const own = ownRooms.find(desk.live.slug);
  const isOwn = own?.owner === true;
  useEffect(() => {
    // Before it is entered, and at its door.
    desk.with.value = desk.info.peek()?.name ?? own?.name ?? apartTexts.peek().newRoomName;
  }, [desk, own?.name]);
  const { unseen } = desk.reading.value;
  useEffect(() => {
    if (unseen === 0) ownRooms.read(desk.live.slug);
  }, [desk, ownRooms, unseen, own?.unread]);
  const leave = async () => {
    const outcome = await leaveRoom(desk.live.slug);
    if (outcome.ok) visitAddress("/");
  };
  if (desk.live.standing.value !== "live") return null;
  return (
    <div class="bar bar-private">
      <Icon name="lock" size="s" />
      <span>{a.privateSays}</span>
      {!isOwn && (
        <button type="button" class="link-btn" onClick={() => void leave()}>
          {a.leaveRoom}
        </button>
      )}
      {isOwn && (
        <>
          <button type="button" class="link-btn" onClick={() => desk.open({ kind: "invite" })}>
            {a.invite}
          </button>
          <button type="button" class="link-btn" onClick={() => desk.open({ kind: "room" })}>
            {a.manage}
          </button>
        </>
      )}
    </div>
  );
}
