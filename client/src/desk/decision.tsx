/** The decision beside the case: a ladder of five, for how long, on what ground, with which words. */
import { useState } from "preact/hooks";
import { casesTexts } from "../i18n/cases_texts";
import { locale } from "../platform/locale";
import type { CaseRow, DeskCase, DeskGround } from "../protocol/desk.gen";
import { Icon } from "../views/icons";
import "../views/more_icons";
import { AppealForm } from "./appeal";
import { BanDialog } from "./ban_dialog";
import { caseFaultText } from "./case_fault";
import type { Desk } from "./desk";
import { Impact } from "./impact";
import { KeyCap } from "./key_cap";
import { isLong, isTold, minutesOf, RUNGS, type Rung, spansOf } from "./ladder";
import { groundOf, groundsFor, reasonOf } from "./reasons";
import { actText, spanText } from "./spans";

export const MAX_REASON = 1_000;

export function DecisionColumn({ desk }: { desk: Desk }) {
  const c = casesTexts.value;
  const file = desk.work.opened.value?.file;
  const row = desk.work.row.value;
  return (
    <aside class="desk-decision" aria-label={c.caseDecision}>
      {file && row && !desk.state.value?.me.may_decide && <p class="tiny">{c.caseFaults["not_for_you"]}</p>}
      {file && row && desk.state.value?.me.may_decide && <Ways file={file} row={row} desk={desk} />}
    </aside>
  );
}

interface Props {
  readonly file: DeskCase;
  readonly row: CaseRow;
  readonly desk: Desk;
}

function Ways({ file, row, desk }: Props) {
  return row.state === "appealed" && file.appeal ? (
    <AppealForm key={row.id} appeal={file.appeal} desk={desk} />
  ) : (
    <Ladder key={row.id} file={file} row={row} desk={desk} />
  );
}

function Ladder({ file, row, desk }: Props) {
  const c = casesTexts.value;
  const { work } = desk;
  const draft = work.draft.value;
  const [isAsked, setAsked] = useState(false);
  const [isMissing, setMissing] = useState(false);
  const stop = stopping(file, row);
  const act = () => {
    const lacksWords = isTold(draft) && reasonOf(file, draft, work.grounds.value).trim() === "";
    setMissing(lacksWords);
    if (draft.rung === null || stop !== null || lacksWords) return;
    if (draft.rung === "ban") setAsked(true);
    else void work.decide();
  };
  return (
    <form
      class="decision-form"
      onSubmit={(event) => {
        event.preventDefault();
        act();
      }}
    >
      <Rungs file={file} desk={desk} />
      {draft.rung !== null && <Words file={file} desk={desk} isMissing={isMissing} />}
      <Troubles desk={desk} stop={stop} />
      <button
        type="submit"
        class={draft.rung === "ban" ? "btn btn-danger btn-wide" : "btn btn-primary btn-wide"}
        aria-disabled={draft.rung === null || stop !== null || work.isBusy.value ? "true" : undefined}
      >
        {actText(draft)} <KeyCap name="↵" />
      </button>
      {row.mine && (
        <div class="actions">
          <button type="button" class="btn btn-s btn-bare" onClick={() => void work.handOver()}>
            {c.handOver} <KeyCap name="X" />
          </button>
        </div>
      )}
      {isAsked && <BanDialog row={row} desk={desk} onClose={() => setAsked(false)} />}
    </form>
  );
}

/** Why nothing can be decided here any more, or not by oneself; null when it can. */
function stopping(file: DeskCase, row: CaseRow): string | null {
  const c = casesTexts.value;
  if (row.state !== "open" && row.state !== "claimed") {
    const latest = file.decisions.find(({ case_id }) => case_id === row.id);
    return latest ? c.decidedMeanwhile(latest.by) : c.decidedMeanwhileBySome;
  }
  return row.claimed_by !== null && !row.mine ? c.heldByOther(row.claimed_by) : null;
}

function Troubles({ desk, stop }: { desk: Desk; stop: string | null }) {
  const fault = desk.work.fault.value;
  if (stop === null && fault === null) return null;
  return (
    <p class="notice notice-ochre" role="alert">
      {stop ?? (fault && caseFaultText(fault))}
    </p>
  );
}

function Rungs({ file, desk }: { file: DeskCase; desk: Desk }) {
  const c = casesTexts.value;
  const { rung } = desk.work.draft.value;
  const isRoom = file.row.subject.kind === "room";
  const wasWarned = file.decisions.some(({ sanction, lifted_at }) => sanction === "warning" && !lifted_at);
  return (
    <fieldset class="ladder">
      <legend>{c.caseDecision}</legend>
      {RUNGS.map((each, index) => (
        <div key={each}>
          <label class="rung">
            <input
              type="radio"
              class="hide"
              name="rung"
              value={each}
              data-rung={index + 1}
              checked={rung === each}
              disabled={isRoom && each !== "none"}
              onChange={() => desk.work.think({ rung: each })}
            />
            <KeyCap name={`${index + 1}`} />
            <span>{c.rungs[each]}</span>
            {each === "warning" && wasWarned && <span class="end">{c.alreadyWarned}</span>}
          </label>
          {rung === each && <Spans rung={each} desk={desk} />}
        </div>
      ))}
    </fieldset>
  );
}

function Spans({ rung, desk }: { rung: Rung; desk: Desk }) {
  const c = casesTexts.value;
  const draft = desk.work.draft.value;
  const spans = spansOf(rung);
  if (spans.length === 0) return null;
  const chosen = minutesOf(draft);
  const choose = (minutes: number) =>
    desk.work.think({ minutes: { ...draft.minutes, [rung]: minutes }, isDanger: false });
  return (
    <>
      <div class="segment" role="radiogroup" aria-label={c.duration}>
        {spans.map((minutes) => (
          <label key={minutes}>
            <input
              type="radio"
              class="hide"
              name="span"
              checked={minutes === chosen}
              onChange={() => choose(minutes)}
            />
            <span>{spanText(minutes)}</span>
          </label>
        ))}
      </div>
      {isLong(draft) && (
        <label class="decision-danger">
          <input
            type="checkbox"
            checked={draft.isDanger}
            onChange={() => desk.work.think({ isDanger: !draft.isDanger })}
          />
          {c.danger}
        </label>
      )}
      {rung === "out" && <Impact kind="room_ban" desk={desk} />}
    </>
  );
}

function Words({ file, desk, isMissing }: { file: DeskCase; desk: Desk; isMissing: boolean }) {
  const c = casesTexts.value;
  const { work } = desk;
  const draft = work.draft.value;
  const name = file.row.subject.nickname ?? "";
  const isRead = isTold(draft);
  const isForeign = isRead && file.subject_locale !== locale.value;
  return (
    <>
      <Ground file={file} desk={desk} />
      {isRead && (
        <div class="field">
          <label class="label" for="public-reason">
            {c.reasonFor(name)}
          </label>
          <textarea
            id="public-reason"
            class="input"
            rows={3}
            maxLength={MAX_REASON}
            lang={file.subject_locale}
            aria-invalid={isMissing ? "true" : undefined}
            aria-describedby="reason-about"
            value={reasonOf(file, draft, work.grounds.value)}
            onInput={(event) => work.think({ reason: event.currentTarget.value })}
          />
        </div>
      )}
      <div class="field">
        <label class="label" for="private-note">
          {c.privateNote}
        </label>
        <textarea
          id="private-note"
          class="input"
          rows={1}
          maxLength={MAX_REASON}
          placeholder={c.optional}
          value={draft.note}
          onInput={(event) => work.think({ note: event.currentTarget.value })}
        />
      </div>
      <p class="tiny" id="reason-about">
        {isMissing && isRead ? <b role="alert">{c.reasonMissing} </b> : null}
        {isRead ? c.willRead(name) : c.willReadNothing} {isForeign && c.readsIn[file.subject_locale]}
      </p>
    </>
  );
}

function Ground({ file, desk }: { file: DeskCase; desk: Desk }) {
  const c = casesTexts.value;
  const { work } = desk;
  const grounds = groundsFor(file, work.grounds.value);
  return (
    <div class="field">
      <label class="label" for="ground">
        {c.caseGround}
      </label>
      <span class="select">
        <select
          id="ground"
          class="input"
          value={groundOf(file, work.draft.value)}
          onChange={(event) => work.think({ ground: event.currentTarget.value, reason: null })}
        >
          {(["rule", "law"] as const).map((kind) => (
            <optgroup key={kind} label={c.groundKinds[kind]}>
              {grounds
                .filter((ground) => ground.kind === kind)
                .map((ground) => (
                  <option key={ground.id} value={ground.id}>
                    {groundLabel(ground)}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
        <Icon name="down" />
      </span>
    </div>
  );
}

function groundLabel({ id, label }: DeskGround): string {
  return label[locale.value] ?? label.fr ?? id;
}
