/** What stands in the timeline's place when there is none to show. */
import type { ComponentChildren } from "preact";
import { isApart } from "../core/place";
import { loadApartTexts } from "../i18n/apart_texts";
import { panelTexts } from "../i18n/panel_texts";
import { sideTexts } from "../i18n/side_texts";
import { texts } from "../i18n/texts";
import { follow } from "../platform/page";
import { AdultsGate } from "./age_views";
import { Icon } from "./icons";
import { lazy } from "./lazy";
import "./more_icons";
import type { RoomDesk } from "./room_desk";
import { useScene } from "./scene";
import { WritingClosed } from "./writing_closed";

const TalkOver = lazy(async () => {
  const [{ TalkOver: view }] = await Promise.all([import("../apart/talk_over"), loadApartTexts()]);
  return view;
});

const Gone = lazy(async () => {
  const [{ Gone: view }] = await Promise.all([import("../apart/gone"), loadApartTexts()]);
  return view;
});

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
      if (isApart(desk.live.slug)) return <Gone desk={desk} title={p.notFoundTitle} lead={p.notFoundLead} />;
      return <Notice title={p.notFoundTitle} lead={p.notFoundLead} children={<ToLobby />} />;
    case "closed":
      return <Notice title={p.closedTitle} lead={p.closedLead} children={<ToLobby />} />;
    case "full":
      return <Notice title={p.fullTitle} lead={p.fullLead} children={<ToLobby />} />;
    case "guests_only":
      return <Notice title={p.guestsOnlyTitle} lead={p.guestsOnlyLead} />;
    case "adults_only":
      return <AdultsGate desk={desk} />;
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
      {sideTexts.value.allRooms}
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

/** In the composer's place, where one can no longer write. */
export function NoComposer({ desk }: { desk: RoomDesk }) {
  const { visit } = useScene();
  if (visit.hasEnded.value) return <SessionEnded />;
  if (visit.isWritingClosed.value) return <WritingClosed desk={desk} />;
  return desk.over.value ? <TalkOver desk={desk} /> : <RoomClosed />;
}

function RoomClosed() {
  return (
    <div class="composer">
      <div class="notice" role="status">
        <Icon name="block" />
        <div>{panelTexts.value.roomClosed}</div>
      </div>
    </div>
  );
}

function SessionEnded() {
  const { visit } = useScene();
  const p = panelTexts.value;
  return (
    <div class="composer" role="alert">
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
    </div>
  );
}
