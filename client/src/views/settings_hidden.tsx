/** The settings' list of guests one hides, room by room, each with a way back. */
import { useEffect, useState } from "preact/hooks";
import type { Outcome } from "../core/refusal";
import { panelTexts } from "../i18n/panel_texts";
import { texts } from "../i18n/texts";
import type { HiddenList, HiddenGuests as InRoom, Person } from "../protocol/protocol.gen";
import { Glyph, TagLetters } from "./glyph";
import { useScene } from "./scene";

export function HiddenGuests() {
  const p = panelTexts.value;
  const { visit } = useScene();
  const [found, setFound] = useState<Outcome<HiddenList> | null>(null);
  const isGuest = visit.session.value !== null;
  const read = () => void visit.outside.api.hidden().then(setFound);
  useEffect(() => {
    if (isGuest) read();
  }, [isGuest]);
  if (!isGuest) return <p>{p.hiddenNone}</p>;
  if (found === null) return <p role="status">{texts.value.partComing}</p>;
  if (!found.ok) return <NotRead onRetry={read} />;
  const rooms = found.value.rooms.filter(({ people }) => people.length > 0);
  if (rooms.length === 0) return <p role="status">{p.hiddenNone}</p>;
  const forget = async (slug: string, person: Person) => {
    setFound({ ok: true, value: { rooms: found.value.rooms.map((room) => without(room, slug, person)) } });
    const outcome = await visit.hide(slug, person.tag, false);
    if (!outcome.ok) setFound(outcome);
  };
  return (
    <>
      <p>{p.hiddenLead}</p>
      {rooms.map((room) => (
        <Room key={room.room} room={room} onForget={(person) => void forget(room.room, person)} />
      ))}
    </>
  );
}

function without(room: InRoom, slug: string, person: Person): InRoom {
  if (room.room !== slug) return room;
  return { ...room, people: room.people.filter(({ tag }) => tag !== person.tag) };
}

function NotRead({ onRetry }: { onRetry: () => void }) {
  return (
    <p role="alert">
      {panelTexts.value.hiddenUnread}{" "}
      <button type="button" class="link-btn" onClick={onRetry}>
        {texts.value.retry}
      </button>
    </p>
  );
}

function Room({ room, onForget }: { room: InRoom; onForget: (person: Person) => void }) {
  const { rooms } = useScene();
  const name = rooms.value.find(({ slug }) => slug === room.room)?.name ?? room.room;
  return (
    <ul class="hidden-guests" aria-label={name}>
      <li class="hidden-room" aria-hidden="true">
        {name}
      </li>
      {room.people.map((person) => (
        <li key={person.tag}>
          <Glyph tag={person.tag} small />
          <bdi>{person.nickname}</bdi>
          <TagLetters tag={person.tag} />
          <button
            type="button"
            class="link-btn"
            aria-label={panelTexts.value.seeAgain(person.nickname)}
            onClick={() => onForget(person)}
          >
            {panelTexts.value.seeAgainShort}
          </button>
        </li>
      ))}
    </ul>
  );
}
