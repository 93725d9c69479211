/** What stands in the timeline's place when there is none to show. */
import type { ComponentChildren } from "preact";
import { texts } from "../i18n/texts";
import { follow } from "../platform/page";
import type { RoomDesk } from "./room_desk";
import { useScene } from "./scene";

interface Told {
  readonly title: string;
  readonly lead: string;
  readonly children?: ComponentChildren;
}

export function standingNotice(desk: RoomDesk) {
  const t = texts.value;
  const isBroken = useScene().visit.isBroken.value;
  if (isBroken) return <Notice title={t.brokenTitle} lead={t.brokenLead} children={<Reload />} />;
  switch (desk.live.standing.value) {
    case "not_found":
      return <Notice title={t.notFoundTitle} lead={t.notFoundLead} children={<ToLobby />} />;
    case "closed":
      return <Notice title={t.closedTitle} lead={t.closedLead} children={<ToLobby />} />;
    case "full":
      return <Notice title={t.fullTitle} lead={t.fullLead} children={<ToLobby />} />;
    case "guests_only":
      return <Notice title={t.guestsOnlyTitle} lead={t.guestsOnlyLead} />;
    default:
      return null;
  }
}

function Notice({ title, lead, children }: Told) {
  return (
    <div class="place" role="status">
      <h2>{title}</h2>
      <p>{lead}</p>
      {children}
    </div>
  );
}

function ToLobby() {
  return (
    <a class="btn" href="/" onClick={follow}>
      {texts.value.allRooms}
    </a>
  );
}

function Reload() {
  return (
    <button type="button" class="btn" onClick={() => location.reload()}>
      {texts.value.reload}
    </button>
  );
}
