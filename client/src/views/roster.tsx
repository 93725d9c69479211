/** The right side: who is here, for those who take part; how many, for those who read. */
import { texts } from "../i18n/texts";
import type { Person } from "../protocol/protocol.gen";
import { Glyph, TagLetters } from "./glyph";
import type { RoomDesk } from "./room_desk";
import { useScene } from "./scene";

export function RoomRoster({ desk }: { desk: RoomDesk }) {
  const t = texts.value;
  const { people, present, spectators } = desk.live.state.value.presence;
  return (
    <>
      <div class="side-top">
        <b>{t.present}</b>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard */}
      <div class="side-scroll" tabIndex={0}>
        <h2>
          {t.inRoom} <span class="count">{present}</span>
        </h2>
        {people && people.length > 0 ? <People desk={desk} people={people} /> : <WhyNobody desk={desk} />}
      </div>
      <p class="side-foot small">{t.reading(spectators)}</p>
    </>
  );
}

function People({ desk, people }: { desk: RoomDesk; people: readonly Person[] }) {
  const own = desk.live.state.value.you?.tag;
  return (
    <ul>
      {people.map((person) => (
        <li class="row" key={person.tag}>
          <Glyph tag={person.tag} small />
          <span class="row-main">
            <bdi>{person.nickname}</bdi>
            {person.tag === own && <span class="count"> {texts.value.you}</span>}
          </span>
          <TagLetters tag={person.tag} />
        </li>
      ))}
    </ul>
  );
}

function WhyNobody({ desk }: { desk: RoomDesk }) {
  const { visit } = useScene();
  const { present, people } = desk.live.state.value.presence;
  const t = texts.value;
  if (present === 0) return <p class="note">{t.rosterEmpty}</p>;
  if (visit.session.value === null) return <p class="note">{t.rosterForGuests}</p>;
  return people === null && <p class="note">{t.rosterCrowd}</p>;
}
