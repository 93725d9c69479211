/** Telling the team, in two steps: what is happening, then one sentence if one likes; then the receipt. */
import { useState } from "preact/hooks";
import { isTalk } from "../core/apart";
import type { Refusal } from "../core/refusal";
import { reportTexts } from "../i18n/report_texts";
import { sendReport } from "../platform/report_api";
import type { Category, ReportMade, ReportRequest } from "../protocol/protocol.gen";
import { HelpLines } from "./care_card";
import { CloseButton, ModalBox } from "./dialog";
import { TagLetters } from "./glyph";
import { Icon, type IconName } from "./icons";
import "./more_icons";
import { ReceiptCode, receiptAddress } from "./receipt_code";
import { CategoryChoices } from "./report_categories";
import type { Reported, RoomDesk } from "./room_desk";

const MAX_TEXT = 2_000;
/** So few that the other may guess who reported. */
const FEW = 3;

interface Props {
  readonly desk: RoomDesk;
  readonly about: Reported;
}

export function ReportDialog({ desk, about }: Props) {
  const r = reportTexts.value;
  const [step, setStep] = useState<1 | 2>(1);
  const [category, setCategory] = useState<Category | null>(null);
  const [text, setText] = useState("");
  const [made, setMade] = useState<ReportMade | null>(null);
  const close = () => desk.closeDialog();
  return (
    <ModalBox label={r.reportTitle} shape="dialog" onClose={close}>
      <header class="dialog-head">
        <h2>{made ? r.doneTitle : r.reportTitle}</h2>
        {!made && <span class="count">{r.reportStep(step)}</span>}
        <CloseButton onClose={close} />
      </header>
      <div class="dialog-body">
        {!made && <Subject desk={desk} about={about} />}
        {made ? (
          <Made made={made} onClose={close} />
        ) : step === 1 ? (
          <What chosen={category} onChoose={setCategory} onCancel={close} onGoOn={() => setStep(2)} />
        ) : (
          <More
            desk={desk}
            about={about}
            category={category ?? "other"}
            text={text}
            onWrite={setText}
            onBack={() => setStep(1)}
            onMade={setMade}
          />
        )}
      </div>
    </ModalBox>
  );
}

function Subject({ desk, about: { person, message } }: Props) {
  const r = reportTexts.value;
  if (person === null)
    return <p class="said">{desk.with.value || r.theRoom(desk.info.value?.name ?? desk.live.slug)}</p>;
  return (
    <p class="said said-short" dir="auto">
      <bdi>{person.nickname}</bdi> <TagLetters tag={person.tag} />
      {message && ` : ${r.quoted(message.body)}`}
    </p>
  );
}

interface WhatProps {
  readonly chosen: Category | null;
  readonly onChoose: (category: Category) => void;
  readonly onCancel: () => void;
  readonly onGoOn: () => void;
}

function What({ chosen, onChoose, onCancel, onGoOn }: WhatProps) {
  const r = reportTexts.value;
  const [isMissing, setMissing] = useState(false);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen === null) setMissing(true);
        else onGoOn();
      }}
    >
      <CategoryChoices
        chosen={chosen}
        onChoose={(category) => {
          setMissing(false);
          onChoose(category);
        }}
      />
      {isMissing && (
        <p class="field-refusal" role="alert">
          {r.choose}
        </p>
      )}
      <div class="dialog-foot">
        <button type="button" class="btn btn-bare" onClick={onCancel}>
          {r.cancel}
        </button>
        <button type="submit" class="btn btn-primary">
          {r.goOn}
        </button>
      </div>
    </form>
  );
}

interface MoreProps extends Props {
  readonly category: Category;
  readonly text: string;
  readonly onWrite: (text: string) => void;
  readonly onBack: () => void;
  readonly onMade: (made: ReportMade) => void;
}

function More({ desk, about, category, text, onWrite, onBack, onMade }: MoreProps) {
  const r = reportTexts.value;
  const [isSending, setSending] = useState(false);
  const [refused, setRefused] = useState<Refusal | null>(null);
  const send = async () => {
    setSending(true);
    const outcome = await sendReport(requestOf(desk, about, category, text));
    setSending(false);
    if (outcome.ok) onMade(outcome.value);
    else setRefused(outcome.refusal);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!isSending) void send();
      }}
    >
      <div>
        <label class="label" for="report-text">
          {r.more}
        </label>
        <textarea
          id="report-text"
          class="input"
          rows={3}
          maxLength={MAX_TEXT}
          data-first-focus
          ref={(field) => field?.focus()}
          value={text}
          onInput={(event) => onWrite(event.currentTarget.value)}
        />
      </div>
      <Promises desk={desk} about={about} />
      {refused && (
        <p class="field-refusal" role="alert">
          {r.failed(r.reportRefusals[refused.code] ?? r.refusedOtherwise)}
        </p>
      )}
      <div class="dialog-foot">
        <button type="button" class="btn btn-bare" onClick={onBack}>
          {r.back}
        </button>
        <button type="submit" class="btn btn-primary" aria-disabled={isSending}>
          {isSending ? r.sendingReport : r.sendReport}
        </button>
      </div>
    </form>
  );
}

function requestOf(desk: RoomDesk, about: Reported, category: Category, text: string): ReportRequest {
  const room = desk.live.slug;
  const { person, message } = about;
  const said = text.trim() === "" ? {} : { text: text.trim() };
  if (message) return { subject: { kind: "message", room, message_id: message.id }, category, ...said };
  if (person) return { subject: { kind: "guest", room, tag: person.tag }, category, ...said };
  return { subject: { kind: isTalk(room) ? "conversation" : "room", room }, category, ...said };
}

/** What happens next, as the program does it. */
function Promises({ desk, about: { person } }: Props) {
  const r = reportTexts.value;
  return (
    <ul class="promises">
      {person && <Promised icon="eyeOff" text={r.hides(person.nickname)} />}
      {person && desk.live.present() <= FEW ? (
        <Promised icon="users" text={r.guessable(person.nickname)} />
      ) : (
        person && <Promised icon="lock" text={r.untold(person.nickname)} />
      )}
      <Promised icon="check" text={r.read} />
      <Promised icon="shield" text={r.keptSealed} />
    </ul>
  );
}

function Promised({ icon, text }: { icon: IconName; text: string }) {
  return (
    <li>
      <Icon name={icon} size="s" />
      <span>{text}</span>
    </li>
  );
}

function Made({ made, onClose }: { made: ReportMade; onClose: () => void }) {
  const r = reportTexts.value;
  return (
    <>
      <p role="status">
        {r.thanks} {made.awake ? r.awake : r.asleep} {r.reportReceipt}
      </p>
      <ReceiptCode code={made.receipt} words={r} />
      {made.may_be_guessed && <p>{r.mayBeGuessed}</p>}
      {made.lines.length > 0 && <HelpLines lines={made.lines} />}
      <div class="dialog-foot">
        <a class="btn btn-bare" href={receiptAddress(made.receipt)} target="_blank" rel="noopener">
          {r.openReceipt}
        </a>
        <button type="button" class="btn btn-primary" ref={(button) => button?.focus()} onClick={onClose}>
          {r.close}
        </button>
      </div>
    </>
  );
}
