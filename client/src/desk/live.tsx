/** The rooms one watches, talking beside the cases: held still while Space is, a card for each name. */
import { useState } from "preact/hooks";
import { casesTexts } from "../i18n/cases_texts";
import { deskTexts } from "../i18n/desk_texts";
import type { DeskMessage } from "../protocol/desk.gen";
import { TagLetters } from "../views/glyph";
import { Icon } from "../views/icons";
import "../views/more_icons";
import type { Desk } from "./desk";
import { GuestCard, type Named } from "./guest_card";
import { roomName } from "./held";
import { KeyCap } from "./key_cap";
import { type Stream, shownOf } from "./streaming";

export function LiveRooms({ desk }: { desk: Desk }) {
  const c = casesTexts.value;
  const { streams, isFrozen } = desk.streaming;
  const [card, setCard] = useState<Named | null>(null);
  return (
    <section class="desk-live" aria-labelledby="live-title">
      <h2 id="live-title">
        {c.liveTitle}{" "}
        {streams.value.length > 0 && (
          <button
            type="button"
            class="link-btn end"
            aria-pressed={isFrozen.value}
            onClick={() => desk.streaming.freeze(!isFrozen.value)}
          >
            {isFrozen.value ? c.unfreeze : c.freeze} <KeyCap name={deskTexts.value.spaceKey} />
          </button>
        )}
      </h2>
      {streams.value.length === 0 && <p class="tiny">{c.noStream}</p>}
      {streams.value.map((stream) => (
        <StreamBox key={stream.slug} stream={stream} desk={desk} onCard={setCard} />
      ))}
      {card && <GuestCard named={card} desk={desk} onClose={() => setCard(null)} />}
    </section>
  );
}

interface Box {
  readonly stream: Stream;
  readonly desk: Desk;
  readonly onCard: (named: Named) => void;
}

function StreamBox({ stream, desk, onCard }: Box) {
  const c = casesTexts.value;
  const [shown, waiting] = shownOf(stream);
  const isFrozen = stream.frozenAt !== null;
  const room = roomName(desk, stream.slug);
  const present = desk.state.value?.rooms.find(({ slug }) => slug === stream.slug)?.present;
  return (
    <section class={isFrozen ? "stream stream-frozen" : "stream"} aria-label={room}>
      <header>
        <h3>{room}</h3>
        {isFrozen ? (
          <span class="badge badge-ochre">
            <Icon name="pause" size="s" />
            {c.frozen(waiting)}
          </span>
        ) : (
          <span class="count">{present}</span>
        )}
      </header>
      {shown.length === 0 && <p class="tiny">{c.streamEmpty}</p>}
      {/* The latest first in the markup, so that the box stays at its end by itself. */}
      <ol>
        {[...shown].reverse().map((message) => (
          <Line
            key={message.message_id}
            message={message}
            onCard={() => onCard({ room: stream.slug, ...message })}
          />
        ))}
      </ol>
    </section>
  );
}

function Line({ message, onCard }: { message: DeskMessage; onCard: () => void }) {
  const c = casesTexts.value;
  return (
    <li>
      <button
        type="button"
        class="name-btn"
        aria-haspopup="dialog"
        aria-label={c.cardOf(message.nickname)}
        onClick={onCard}
      >
        <bdi>{message.nickname}</bdi>
      </button>{" "}
      <TagLetters tag={message.tag} />{" "}
      <span dir="auto">{message.removed ? <i>{c.removedMark}</i> : message.body}</span>
    </li>
  );
}
