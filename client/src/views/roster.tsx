/** The right side: who is here, for those who take part; how many, for those who read. */
import { texts } from "../i18n/texts";
import { CROWDED } from "../protocol/protocol.gen";
import { RosterPeople } from "./on_demand";
import type { RoomDesk } from "./room_desk";
import { useScene } from "./scene";

export function RoomRoster({ desk }: { desk: RoomDesk }) {
  const t = texts.value;
  const { epoch, presence } = desk.live.state.value;
  const { present, spectators } = presence;
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
              {t.inRoom} <span class="count">{present}</span>
            </h2>
            <Who desk={desk} />
          </>
        )}
      </div>
      {epoch !== "" && <p class="side-foot small">{t.reading(spectators)}</p>}
    </>
  );
}

function Who({ desk }: { desk: RoomDesk }) {
  const { visit } = useScene();
  const t = texts.value;
  const { people, present } = desk.live.state.value.presence;
  if (present === 0) return <p class="note">{t.rosterEmpty}</p>;
  if (visit.session.value === null) return <p class="note">{t.rosterForGuests}</p>;
  // Names are on their way when this is no crowd.
  return people === null && present <= CROWDED ? null : <RosterPeople desk={desk} />;
}
