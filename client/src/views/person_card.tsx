/** The card of one person: their mark, and what one may do; nothing of their past or place. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { isTalk } from "../core/apart";
import { isApart } from "../core/place";
import { markOf } from "../core/tag";
import { loadApartTexts } from "../i18n/apart_texts";
import { partTexts } from "../i18n/part_texts";
import { sideTexts } from "../i18n/side_texts";
import { texts } from "../i18n/texts";
import type { Person } from "../protocol/protocol.gen";
import { hidePerson, mention, reportPerson, showPerson } from "./acts";
import { CloseButton, ModalBox } from "./dialog";
import { Glyph, TagLetters } from "./glyph";
import { Icon } from "./icons";
import { lazy } from "./lazy";
import { placeBeside } from "./placing";
import type { RoomDesk } from "./room_desk";
import { useScene } from "./scene";
import type { OpenCard } from "./talk";

export function PersonCard({ open, desk }: { open: OpenCard; desk: RoomDesk }) {
  const { person, opener } = open;
  const head = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const box = head.current?.closest("dialog");
    if (box) placeBeside(box, opener);
  }, [opener]);
  const close = () => {
    desk.talk.card.value = null;
  };
  const isOwn = desk.live.ownTags.value.has(person.tag);
  return (
    <ModalBox label={person.nickname} shape="dialog dialog-card" onClose={close}>
      <div ref={head} class="card-head">
        <Glyph tag={person.tag} />
        <h2>
          <bdi>{person.nickname}</bdi> {isOwn && <span class="count">{texts.value.you}</span>}
        </h2>
        <TagLetters tag={person.tag} />
        <CloseButton onClose={close} />
      </div>
      <p>{isOwn ? sideTexts.value.visibleHere : partTexts.value.whatTagIs(markOf(person.tag).letters)}</p>
      <div class="card-actions">
        {isOwn ? <OwnAction desk={desk} /> : <Actions person={person} desk={desk} />}
      </div>
    </ModalBox>
  );
}

function OwnAction({ desk }: { desk: RoomDesk }) {
  const change = () => {
    desk.talk.card.value = null;
    desk.open({ kind: "self" });
  };
  return (
    <button type="button" class="btn" data-first-focus onClick={change}>
      <Icon name="pencil" size="s" />
      {partTexts.value.changeName}
    </button>
  );
}

/** Of who owns a private room. */
const PutOut = lazy(async () => {
  const [{ PutOut: view }] = await Promise.all([import("../apart/put_out"), loadApartTexts()]);
  return view;
}, true);

/** What one may ask of them, and what the owner of a private room may do. */
function Private({ person, desk }: { person: Person; desk: RoomDesk }) {
  const p = partTexts.value;
  const open = (kind: "propose" | "put_out") => {
    desk.talk.card.value = null;
    desk.open({ kind, person });
  };
  return (
    <>
      <button type="button" class="btn" onClick={() => open("propose")}>
        <Icon name="talk" size="s" />
        {p.propose}
      </button>
      {isApart(desk.live.slug) && <PutOut desk={desk} onClick={() => open("put_out")} />}
    </>
  );
}

function Actions({ person, desk }: { person: Person; desk: RoomDesk }) {
  const p = partTexts.value;
  const isGuest = useScene().visit.session.value !== null;
  const isHidden = desk.live.hides(person.tag);
  const first = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => first.current?.focus(), []);
  return (
    <>
      <button ref={first} type="button" class="btn" data-first-focus onClick={() => mention(desk, person)}>
        <span aria-hidden="true">@</span>
        {p.mention}
      </button>
      {isGuest && (
        <button type="button" class="btn" onClick={() => (isHidden ? showPerson : hidePerson)(desk, person)}>
          <Icon name={isHidden ? "eye" : "eyeOff"} size="s" />
          {isHidden ? p.seeAgainShort : p.hideShort}
        </button>
      )}
      {isGuest && !isTalk(desk.live.slug) && <Private person={person} desk={desk} />}
      {isGuest && (
        <button type="button" class="btn" onClick={() => reportPerson(desk, person)}>
          <Icon name="flag" size="s" />
          {p.report}
        </button>
      )}
    </>
  );
}
