/** The decision beside the case: a ladder of five, for how long, on what ground, with which words. */
import { useState } from "preact/hooks";
import { casesTexts } from "../i18n/cases_texts";
import type { CaseRow, DeskCase } from "../protocol/desk.gen";
import { AppealForm } from "./appeal";
import { BanDialog } from "./ban_dialog";
import { caseFaultText } from "./case_fault";
import { Words } from "./decision_words";
import type { Desk } from "./desk";
import { KeyCap } from "./key_cap";
import { BLANK, type Draft, isTold } from "./ladder";
import { CloseCase, isOver, Over } from "./over";
import { reasonOf } from "./reasons";
import { Rungs } from "./rungs";
import { actText } from "./spans";

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
  if (isOver(row) && !isBegun(file, row, desk)) return <Over file={file} row={row} desk={desk} />;
  return row.state === "appealed" && file.appeal ? (
    <AppealForm key={row.id} appeal={file.appeal} desk={desk} />
  ) : (
    <Ladder key={row.id} file={file} row={row} desk={desk} />
  );
}

/** Somebody else decided while one had this case in mind: what was typed stays. */
function isBegun(file: DeskCase, row: CaseRow, desk: Desk): boolean {
  const latest = file.decisions.find(({ case_id }) => case_id === row.id);
  const isOwn = latest?.by === `M-${desk.state.value?.me.number}`;
  return desk.work.draft.value !== BLANK && !isOwn;
}

function Ladder({ file, row, desk }: Props) {
  const c = casesTexts.value;
  const { work } = desk;
  const draft = work.draft.value;
  const [isAsked, setAsked] = useState(false);
  const [isMissing, setMissing] = useState(false);
  const stop = stopping(file, row, draft);
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
      {row.care && <HelpFirst />}
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
      {row.state === "decided" && <CloseCase desk={desk} />}
      {isAsked && <BanDialog row={row} desk={desk} onClose={() => setAsked(false)} />}
    </form>
  );
}

/** Who may be unwell is helped: no measure is put first. */
function HelpFirst() {
  const c = casesTexts.value;
  return (
    <section class="decision-care" aria-labelledby="care-title">
      <h2 id="care-title">{c.careTitle}</h2>
      <p>{c.careLead}</p>
      <p>{c.careEmergency}</p>
      <p>{c.careNoSanction}</p>
    </section>
  );
}

/** Why nothing can be decided here any more, or not by oneself, and that what was begun is kept; null when it can. */
function stopping(file: DeskCase, row: CaseRow, draft: Draft): string | null {
  const why = otherHands(file, row);
  return why === null || draft === BLANK ? why : `${why} ${casesTexts.value.keptHere}`;
}

function otherHands(file: DeskCase, row: CaseRow): string | null {
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
