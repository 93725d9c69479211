/** What stands in the timeline's place when there is none to show. */
import type { ComponentChildren } from "preact";
import { panelTexts } from "../i18n/panel_texts";
import { texts } from "../i18n/texts";
import { follow } from "../platform/page";
import { Icon } from "./icons";
import type { RoomDesk } from "./room_desk";
import { useScene } from "./scene";

interface Told {
  readonly title: string;
  readonly lead: string;
  readonly children?: ComponentChildren;
}

export function StandingNotice({ desk }: { desk: RoomDesk }) {
  const p = panelTexts.value;
  if (useScene().visit.isBroken.value) {
    return <Notice title={p.brokenTitle} lead={p.brokenLead} children={<Reload />} />;
  }
  switch (desk.live.standing.value) {
    case "not_found":
      return <Notice title={p.notFoundTitle} lead={p.notFoundLead} children={<ToLobby />} />;
    case "closed":
      return <Notice title={p.closedTitle} lead={p.closedLead} children={<ToLobby />} />;
    case "full":
      return <Notice title={p.fullTitle} lead={p.fullLead} children={<ToLobby />} />;
    case "guests_only":
      return <Notice title={p.guestsOnlyTitle} lead={p.guestsOnlyLead} />;
    default:
      return null;
  }
}

function Notice({ title, lead, children }: Told) {
  return (
    <>
      <h2>{title}</h2>
      <p>{lead}</p>
      {children}
    </>
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

/** In the composer's place, once the session is over. */
export function SessionEnded() {
  const { visit } = useScene();
  const p = panelTexts.value;
  return (
    <div class="notice notice-ochre">
      <Icon name="clock" />
      <div>
        <h2>{p.endedTitle}</h2>
        <p>{p.endedLead}</p>
        <div class="notice-actions">
          <button type="button" class="btn" onClick={() => visit.startAgain()}>
            {p.startAgain}
          </button>
        </div>
      </div>
    </div>
  );
}
