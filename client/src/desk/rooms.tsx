/** The rooms one answers for: who is there, how they are covered, whether one watches; and the shield, apart. */
import { useState } from "preact/hooks";
import { deskTexts } from "../i18n/desk_texts";
import { clockTime } from "../i18n/texts";
import type { DeskRoom } from "../protocol/desk.gen";
import { TitledDialog } from "../views/dialog";
import { Icon } from "../views/icons";
import "../views/more_icons";
import type { Desk } from "./desk";
import { LiveRooms } from "./live";

export function RoomsAside({ desk }: { desk: Desk }) {
  const d = deskTexts.value;
  const state = desk.state.value;
  if (!state) return null;
  return (
    <aside class="desk-rooms" aria-labelledby="rooms-title">
      <LiveRooms desk={desk} />
      <h2 id="rooms-title">{d.roomsTitle}</h2>
      <ul>
        {state.rooms.map((room) => (
          <RoomLine key={room.slug} room={room} desk={desk} />
        ))}
      </ul>
      <p class="tiny">{d.watchLead}</p>
      {state.me.may_steer && <Shield desk={desk} isUp={state.shield} since={state.shield_since} />}
    </aside>
  );
}

function RoomLine({ room, desk }: { room: DeskRoom; desk: Desk }) {
  const d = deskTexts.value;
  const isCovered = room.cover === "attended";
  return (
    <li class="desk-room">
      <div class="desk-room-head">
        <a href={`/r/${room.slug}`} target="_blank" rel="noopener">
          <bdi>{room.name}</bdi>
        </a>
        <span class="count">{d.present(room.present)}</span>
      </div>
      <div class="desk-room-foot">
        <span class={isCovered ? "cover" : "cover cover-low"}>
          <Icon name={isCovered ? "shield" : "shieldOff"} size="s" />
          {isCovered ? d.watchers(room.moderators) : d.covers[room.cover]}
        </span>
        <div class="switch">
          <label>
            <input
              type="checkbox"
              role="switch"
              checked={room.watched}
              aria-checked={room.watched}
              aria-label={d.watchIn(room.name)}
              onClick={(event) => void watch(event.currentTarget, room, desk)}
            />
            <span aria-hidden="true">{d.watch}</span>
          </label>
        </div>
      </div>
      {room.held > 0 && <p class="tiny">{d.waitingHere(room.held)}</p>}
    </li>
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
