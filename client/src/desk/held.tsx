/** What waits for a person, the oldest first: who wrote it, where, why it was held, and the two decisions. */
import { useEffect, useRef, useState } from "preact/hooks";
import { deskTexts } from "../i18n/desk_texts";
import { fullMoment } from "../i18n/moments";
import { texts } from "../i18n/texts";
import { locale } from "../platform/locale";
import type { DeskHeld } from "../protocol/desk.gen";
import { Glyph, TagLetters } from "../views/glyph";
import { Icon } from "../views/icons";
import type { Desk } from "./desk";
import { KeyCap } from "./key_cap";
import { MarkedText } from "./marked";
import { useTick } from "./tick";

export function HeldList({ desk }: { desk: Desk }) {
  const d = deskTexts.value;
  const held = desk.held.value;
  const mayDecide = desk.state.value?.me.may_decide ?? false;
  return (
    <section aria-labelledby="held-title">
      <h2 id="held-title">
        {d.heldTitle} <span class="count">{held.length}</span>
      </h2>
      {held.length === 0 && (
        <p class="tiny" role="status">
          {mayDecide ? d.heldNone : d.heldNotYours}
        </p>
      )}
      <ol class="held-list">
        {held.map((message) => (
          <HeldCard key={message.message_id} message={message} desk={desk} />
        ))}
      </ol>
    </section>
  );
}

function HeldCard({ message, desk }: { message: DeskHeld; desk: Desk }) {
  const d = deskTexts.value;
  const [isAsking, setAsking] = useState(false);
  const isSelected = desk.selected.value === message.message_id;
  const card = useRef<HTMLElement>(null);
  useFollowed(card, isSelected, desk);
  const room = roomName(desk, message.room);
  const select = () => {
    desk.selected.value = message.message_id;
  };
  return (
    <li>
      <article
        ref={card}
        class="held-card"
        data-id={message.message_id}
        tabIndex={isSelected ? 0 : -1}
        aria-label={d.waitingOf(message.nickname, room)}
        aria-current={isSelected ? "true" : undefined}
        onFocusIn={select}
        onPointerDown={select}
      >
        <Head message={message} room={room} />
        <p class="held-text" dir="auto">
          <MarkedText text={message.body} spans={message.spans} />
        </p>
        <Why message={message} />
        {isAsking ? (
          <Reason
            onCancel={() => {
              setAsking(false);
              card.current?.focus();
            }}
            onRefuse={(reason) => desk.decide(message, { act: "refuse", reason })}
          />
        ) : (
          <Decisions message={message} desk={desk} onAsk={() => setAsking(true)} />
        )}
      </article>
    </li>
  );
}

/** The keys move from one card to the next, and the page with them. */
function useFollowed(card: { readonly current: HTMLElement | null }, isSelected: boolean, desk: Desk): void {
  useEffect(() => {
    const inList = document.activeElement?.closest(".held-list, .toasts");
    const isNobody = document.activeElement === document.body;
    if (isSelected && (inList || isNobody) && !card.current?.contains(document.activeElement))
      card.current?.focus();
  }, [isSelected, card, desk]);
}

function Head({ message, room }: { message: DeskHeld; room: string }) {
  const d = deskTexts.value;
  return (
    <header class="held-head">
      <Glyph tag={message.tag} small />
      <b class="name">
        <bdi>{message.nickname}</bdi>
      </b>
      <TagLetters tag={message.tag} />
      <span class="badge">{room}</span>
      <span class={message.trust === "new" ? "badge badge-ochre" : "badge"}>{d.trust[message.trust]}</span>
      {message.reply_to && <span class="badge">{d.answers}</span>}
      <Since at={message.sent_at} />
    </header>
  );
}

function Since({ at }: { at: string }) {
  const { ago } = deskTexts.value;
  const now = useTick();
  const ms = Date.parse(at);
  const minutes = Math.max(0, Math.floor((now - ms) / 60_000));
  const told =
    minutes < 1
      ? texts.value.justNow
      : minutes < 60
        ? ago(minutes, "min")
        : ago(Math.floor(minutes / 60), "h");
  return (
    <time class="end" dateTime={at} title={fullMoment(ms)}>
      {told}
    </time>
  );
}

function Why({ message }: { message: DeskHeld }) {
  const d = deskTexts.value;
  return (
    <dl class="held-why">
      <dt>{d.fired}</dt>
      <dd>
        <ul>
          {message.rules.map((rule) => (
            <li key={rule.id}>
              {rule.explanation[locale.value] ?? rule.explanation.fr ?? ""} <code>{rule.id}</code>
            </li>
          ))}
        </ul>
        {message.signals.length > 0 && (
          <p class="tiny">
            {d.signals} <code>{message.signals.join(" ")}</code>
          </p>
        )}
      </dd>
    </dl>
  );
}

interface Deciders {
  readonly message: DeskHeld;
  readonly desk: Desk;
  readonly onAsk: () => void;
}

function Decisions({ message, desk, onAsk }: Deciders) {
  const d = deskTexts.value;
  return (
    <div class="actions">
      <button
        type="button"
        class="btn btn-s btn-green"
        data-act="release"
        onClick={() => desk.decide(message, { act: "release" })}
      >
        {d.release} <KeyCap name="L" />
      </button>
      <button
        type="button"
        class="btn btn-s"
        data-act="refuse"
        onClick={() => desk.decide(message, { act: "refuse", reason: "" })}
      >
        {d.refuse} <KeyCap name="R" />
      </button>
      <button type="button" class="btn btn-s btn-bare" data-act="ask" onClick={onAsk}>
        {d.refuseWhy} <KeyCap name="M" />
      </button>
    </div>
  );
}

function Reason({ onRefuse, onCancel }: { onRefuse: (reason: string) => void; onCancel: () => void }) {
  const d = deskTexts.value;
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      class="held-reason"
      onSubmit={(event) => {
        event.preventDefault();
        onRefuse(field.current?.value.trim() ?? "");
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onCancel();
      }}
    >
      <label class="label" for="reason">
        {d.reason}
      </label>
      <input ref={field} id="reason" class="input" maxLength={500} autocomplete="off" />
      <div class="actions">
        <button type="submit" class="btn btn-s">
          <Icon name="block" size="s" />
          {d.refuse}
        </button>
        <button type="button" class="btn btn-s btn-bare" onClick={onCancel}>
          {deskTexts.value.cancel}
        </button>
      </div>
    </form>
  );
}

export function roomName(desk: Desk, slug: string): string {
  return desk.state.value?.rooms.find((room) => room.slug === slug)?.name ?? slug;
}
