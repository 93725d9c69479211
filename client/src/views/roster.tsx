/** The right side: who is here, for those who take part; how many, for those who read. */
import { isTalk } from "../core/apart";
import { loadApartTexts } from "../i18n/apart_texts";
import { sideTexts } from "../i18n/side_texts";
import { texts } from "../i18n/texts";
import { CROWDED } from "../protocol/protocol.gen";
import { Cover } from "./covers";
import { lazy } from "./lazy";
import { RosterPeople } from "./on_demand";
import type { Open, RoomDesk } from "./room_desk";
import { useScene } from "./scene";

const ABOUT_THE_ROOM: Open = { kind: "report", about: { person: null, message: null } };

/** Of a conversation there is no roster: what one may do with it stands there. */
const TalkSide = lazy(async () => {
  const [{ TalkSide: view }] = await Promise.all([import("../apart/talk_side"), loadApartTexts()]);
  return view;
}, true);

export function RoomRoster({ desk }: { desk: RoomDesk }) {
  return isTalk(desk.live.slug) ? <TalkSide desk={desk} /> : <People desk={desk} />;
}

function People({ desk }: { desk: RoomDesk }) {
  const { visit } = useScene();
  const t = texts.value;
  const s = sideTexts.value;
  const { cover, epoch, presence } = desk.live.state.value;
  const { spectators } = presence;
  // One who has just spoken is counted before the room is told of it.
  const present = presence.present || +desk.live.named.value;
  return (
    <>
      <div class="side-top">
        <b>{t.present}</b>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard */}
      <div class="side-scroll" tabIndex={0}>
        {epoch !== "" && (
          <>
            <h2>
              {s.inRoom} <span class="count">{present}</span>
            </h2>
            <Who desk={desk} />
            {cover && (
              <p class="note only-narrow-note">
                <Cover told={cover} />
              </p>
            )}
          </>
        )}
      </div>
      {epoch !== "" && (
        <div class="side-foot small">
          <p>{s.reading(spectators)}</p>
          {visit.session.value && (
            <button type="button" class="link-btn" onClick={() => desk.open(ABOUT_THE_ROOM)}>
              {s.reportRoom}
            </button>
          )}
        </div>
      )}
    </>
  );
}

function Who({ desk }: { desk: RoomDesk }) {
  const { visit } = useScene();
  const s = sideTexts.value;
  const { people, present } = desk.live.state.value.presence;
  if (present === 0) return desk.live.named.value ? null : <p class="note">{s.rosterEmpty}</p>;
  if (visit.session.value === null) return <p class="note">{s.rosterForGuests}</p>;
  // Names are on their way when this is no crowd.
  return people === null && present <= CROWDED ? null : <RosterPeople desk={desk} />;
}
