/** The rooms one answers for: who is there, how they are covered, whether one watches; and the shield, apart. */
import { useState } from "preact/hooks";
import { deskTexts } from "../i18n/desk_texts";
import { clockTime } from "../i18n/texts";
import type { DeskPrivateRoom, DeskRoom } from "../protocol/desk.gen";
import { TitledDialog } from "../views/dialog";
import { Icon } from "../views/icons";
import "../views/more_icons";
import type { Desk } from "./desk";
import { LiveRooms } from "./live";
import { AskOpening, AskVisit, isPrivate, usePrivateRooms } from "./private_room";

export function RoomsAside({ desk }: { desk: Desk }) {
  const d = deskTexts.value;
  const state = desk.state.value;
  const known = usePrivateRooms(desk);
  if (!state) return null;
  return (
    <aside class="desk-rooms" aria-labelledby="rooms-title">
      <LiveRooms desk={desk} />
      <h2 id="rooms-title">{d.roomsTitle}</h2>
      <ul>
        {state.rooms.map((room) => (
          <RoomLine
            key={room.slug}
            room={room}
            known={known.find(({ handle }) => handle === room.slug)}
            desk={desk}
          />
        ))}
      </ul>
      <p class="tiny">{d.watchLead}</p>
      {state.me.may_steer && <Shield desk={desk} isUp={state.shield} since={state.shield_since} />}
    </aside>
  );
}

interface Line {
  readonly room: DeskRoom;
  /** What more is known of it, if it is private. */
  readonly known: DeskPrivateRoom | undefined;
  readonly desk: Desk;
}

function RoomLine({ room, known, desk }: Line) {
  const d = deskTexts.value;
  const [asked, setAsked] = useState<"visit" | "opening" | null>(null);
  const onClose = () => setAsked(null);
  const visit = () => setAsked("visit");
  return (
    <li class="desk-room">
      <div class="desk-room-head">
        <RoomName room={room} onVisit={visit} />
        <span class="count">{d.present(room.present)}</span>
      </div>
      <div class="desk-room-foot">
        <Cover room={room} />
        <WatchSwitch room={room} desk={desk} onVisit={visit} />
      </div>
      {known && <PrivateFoot known={known} onOpen={() => setAsked("opening")} />}
      {room.held > 0 && <p class="tiny">{d.waitingHere(room.held)}</p>}
      {asked === "visit" && <AskVisit room={room} desk={desk} onClose={onClose} />}
      {asked === "opening" && known && <AskOpening known={known} desk={desk} onClose={onClose} />}
    </li>
  );
}

function RoomName({ room, onVisit }: { room: DeskRoom; onVisit: () => void }) {
  if (!isPrivate(room))
    return (
      <a href={`/r/${room.slug}`} target="_blank" rel="noopener">
        <bdi>{room.name}</bdi>
      </a>
    );
  if (room.watched)
    return (
      <b>
        <bdi>{room.name}</bdi>
      </b>
    );
  return (
    <button
      type="button"
      class="name-btn"
      aria-haspopup="dialog"
      aria-label={deskTexts.value.visitRoom(room.name)}
      onClick={onVisit}
    >
      <bdi>{room.name}</bdi>
    </button>
  );
}

function Cover({ room }: { room: DeskRoom }) {
  const d = deskTexts.value;
  const isCovered = room.cover === "attended";
  return (
    <span class={isCovered ? "cover" : "cover cover-low"}>
      <Icon name={isCovered ? "shield" : "shieldOff"} size="s" />
      {isCovered ? d.watchers(room.moderators) : d.covers[room.cover]}
    </span>
  );
}

/** Whoever begins to watch a private room reads it from then on, and is asked first. */
function WatchSwitch({ room, desk, onVisit }: { room: DeskRoom; desk: Desk; onVisit: () => void }) {
  const d = deskTexts.value;
  return (
    <div class="switch">
      <label>
        <input
          type="checkbox"
          role="switch"
          checked={room.watched}
          aria-checked={room.watched}
          aria-label={d.watchIn(room.name)}
          onClick={(event) => {
            if (isPrivate(room) && !room.watched) {
              event.preventDefault();
              onVisit();
            } else void watch(event.currentTarget, room, desk);
          }}
        />
        <span aria-hidden="true">{d.watch}</span>
      </label>
    </div>
  );
}

function PrivateFoot({ known, onOpen }: { known: DeskPrivateRoom; onOpen: () => void }) {
  const d = deskTexts.value;
  return (
    <div class="desk-room-foot">
      <span class="cover">
        <Icon name="lock" size="s" />
        {known.opened ? d.privateOpened : d.privateRoom}
      </span>
      {!known.opened && (
        <button
          type="button"
          class="link-btn"
          aria-haspopup="dialog"
          aria-label={d.openToOthersIn(known.name)}
          onClick={onOpen}
        >
          {d.openToOthers}
        </button>
      )}
    </div>
  );
}

async function watch(box: HTMLInputElement, room: DeskRoom, desk: Desk): Promise<void> {
  const answer = await desk.watching.watch(room.slug, box.checked);
  if (!answer.ok) box.checked = room.watched;
}

function Shield({ desk, isUp, since }: { desk: Desk; isUp: boolean; since: string | null }) {
  const d = deskTexts.value;
  const [isAsked, setAsked] = useState(false);
  return (
    <div class={isUp ? "desk-shield desk-shield-up" : "desk-shield"}>
      {isUp && since !== null && <span role="status">{d.shieldOn(clockTime(Date.parse(since)))}</span>}
      <button type="button" class="btn btn-s" aria-haspopup="dialog" onClick={() => setAsked(true)}>
        <Icon name="shieldOff" size="s" />
        {isUp ? d.shieldUp : d.shield}
      </button>
      {isAsked && <AskShield desk={desk} isUp={isUp} onClose={() => setAsked(false)} />}
    </div>
  );
}

function AskShield({ desk, isUp, onClose }: { desk: Desk; isUp: boolean; onClose: () => void }) {
  const d = deskTexts.value;
  const act = async () => {
    onClose();
    const answer = await desk.api.shield(!isUp);
    if (!answer.ok) desk.tell(answer.fault);
  };
  return (
    <TitledDialog label={isUp ? d.shieldDownTitle : d.shieldTitle} onClose={onClose}>
      <p>{isUp ? d.shieldDownLead : d.shieldLead}</p>
      <div class="dialog-foot">
        <button type="button" class="btn" data-first-focus onClick={onClose}>
          {deskTexts.value.cancel}
        </button>
        <button type="button" class="btn btn-primary" onClick={() => void act()}>
          {isUp ? d.shieldLower : d.shieldRaise}
        </button>
      </div>
    </TitledDialog>
  );
}
