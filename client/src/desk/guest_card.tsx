/** A guest's card: this session in this room and nothing else, and a case opened of one's own accord. */
import { useEffect, useState } from "preact/hooks";
import { casesTexts } from "../i18n/cases_texts";
import { deskTexts } from "../i18n/desk_texts";
import type { CaseDecision, DeskGuest } from "../protocol/desk.gen";
import type { Category } from "../protocol/protocol.gen";
import { TitledDialog } from "../views/dialog";
import { Glyph, TagLetters } from "../views/glyph";
import { Icon } from "../views/icons";
import type { Fault } from "./asking";
import { caseFaultText } from "./case_fault";
import type { Desk } from "./desk";
import { Decided } from "./earlier";
import { roomName } from "./held";
import { ReversalDialog } from "./reversal";
import { show } from "./route";

const CATEGORIES: readonly Category[] = [
  "danger",
  "minor",
  "blackmail",
  "privacy",
  "harassment",
  "hate",
  "sexual_or_violent",
  "illicit_trade",
  "other",
];

/** Somebody as they were met: by a name in a room, perhaps on a message. */
export interface Named {
  readonly room: string;
  readonly nickname: string;
  readonly tag: string;
  readonly message_id?: string;
}

interface Props {
  readonly named: Named;
  readonly desk: Desk;
  readonly onClose: () => void;
}

export function GuestCard({ named, desk, onClose }: Props) {
  const c = casesTexts.value;
  const { room, tag } = named;
  const mayDecide = desk.state.value?.me.may_decide ?? false;
  const [guest, setGuest] = useState<DeskGuest | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [reversed, setReversed] = useState<CaseDecision | null>(null);
  useEffect(() => {
    void desk.api.readGuest(room, tag).then((answer) => {
      if (answer.ok) setGuest(answer.value);
      else setFault(answer.fault);
    });
  }, [desk, room, tag]);
  if (reversed) return <ReversalDialog decision={reversed} desk={desk} onClose={onClose} />;
  return (
    <TitledDialog label={c.cardOf(named.nickname)} onClose={onClose}>
      <div class="badges">
        <Glyph tag={tag} small />
        <TagLetters tag={tag} />
        <span class="badge">{roomName(desk, room)}</span>
        {guest && <span class="badge">{deskTexts.value.trust[guest.trust]}</span>}
        {guest && <span class="badge">{guest.present ? c.presentBadge : c.goneBadge}</span>}
      </div>
      <p>{c.cardLead}</p>
      {fault && (
        <p class="notice notice-ochre" role="alert">
          {fault.code === "not_found" ? c.gone : caseFaultText(fault)}
        </p>
      )}
      {guest && <Known guest={guest} onReverse={mayDecide ? setReversed : null} />}
      {guest && mayDecide && (
        <OwnCase guest={guest} named={named} desk={desk} onFault={setFault} onClose={onClose} />
      )}
    </TitledDialog>
  );
}

interface KnownProps {
  readonly guest: DeskGuest;
  /** Null where it is not for the reader to lift. */
  readonly onReverse: ((decision: CaseDecision) => void) | null;
}

function Known({ guest, onReverse }: KnownProps) {
  const c = casesTexts.value;
  const reports = Object.entries(guest.reports);
  return (
    <>
      <section>
        <h3 class="label">{c.cardReports}</h3>
        {reports.length === 0 && <p>{c.cardReportsNone}</p>}
        <ul class="list-tight">
          {reports.map(([category, count]) => (
            <li key={category}>
              {c.categoryOf[category] ?? category} <span class="count">{count}</span>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3 class="label">{c.decisionsTitle}</h3>
        {guest.decisions.length === 0 && <p>{c.decisionsNone}</p>}
        <ul class="list-tight">
          {guest.decisions.map((decision) => (
            <Decided
              key={decision.id}
              decision={decision}
              desk={null}
              onReverse={onReverse && (() => onReverse(decision))}
            />
          ))}
        </ul>
      </section>
    </>
  );
}

interface Own {
  readonly guest: DeskGuest;
  readonly named: Named;
  readonly desk: Desk;
  readonly onFault: (fault: Fault) => void;
  readonly onClose: () => void;
}

function OwnCase({ guest, named, desk, onFault, onClose }: Own) {
  const c = casesTexts.value;
  const [category, setCategory] = useState<Category>("harassment");
  const see = (id: string) => {
    onClose();
    show("cases");
    void desk.work.open(id);
  };
  const open = async () => {
    const { message_id = null } = named;
    const answer = await desk.api.openCase(named.room, named.tag, { category, message_id });
    if (answer.ok) see(answer.value.case_id);
    else onFault(answer.fault);
  };
  const known = guest.case_id;
  if (known) {
    return (
      <div class="dialog-foot">
        <button type="button" class="btn btn-primary" onClick={() => see(known)}>
          {c.seeCase}
        </button>
      </div>
    );
  }
  return (
    <form
      class="decision-form"
      onSubmit={(event) => {
        event.preventDefault();
        void open();
      }}
    >
      <div class="field">
        <label class="label" for="own-category">
          {c.categoryField}
        </label>
        <span class="select">
          <select
            id="own-category"
            class="input"
            value={category}
            onChange={(event) => setCategory(chosen(event.currentTarget.value))}
          >
            {CATEGORIES.map((each) => (
              <option key={each} value={each}>
                {c.categoryOf[each]}
              </option>
            ))}
          </select>
          <Icon name="down" />
        </span>
      </div>
      <div class="dialog-foot">
        <button type="submit" class="btn btn-primary">
          {c.openCase}
        </button>
      </div>
    </form>
  );
}

function chosen(value: string): Category {
  return CATEGORIES.find((each) => each === value) ?? "other";
}
