/** The open case: whom it is about, the evidence, the reports without who made them, what fired, what was decided before. */
import { useEffect, useState } from "preact/hooks";
import { casesTexts } from "../i18n/cases_texts";
import { fullMoment } from "../i18n/moments";
import { locale } from "../platform/locale";
import type { CaseDecision, CaseReport, CaseRow, DeskCase } from "../protocol/desk.gen";
import { Glyph, TagLetters } from "../views/glyph";
import { caseFaultText } from "./case_fault";
import type { Desk } from "./desk";
import { Evidence } from "./evidence";
import { FaultNotice } from "./fault";
import { roomName } from "./held";
import { rowsShown } from "./queue";
import { ReversalDialog } from "./reversal";

export function CasePane({ desk }: { desk: Desk }) {
  const c = casesTexts.value;
  const opened = desk.work.opened.value;
  if (opened === null) return <NothingOpen desk={desk} />;
  if (opened.file) return <OpenCase file={opened.file} desk={desk} />;
  return (
    <>
      <h1 id="desk-title">{c.caseTitle}</h1>
      <FaultNotice desk={desk} />
      {opened.fault ? (
        <p class="notice notice-ochre" role="alert">
          {caseFaultText(opened.fault)}
        </p>
      ) : (
        <p role="status">{c.caseComing}</p>
      )}
    </>
  );
}

function NothingOpen({ desk }: { desk: Desk }) {
  const c = casesTexts.value;
  const fault = desk.work.fault.value;
  return (
    <>
      <h1 id="desk-title">{c.caseTitle}</h1>
      <FaultNotice desk={desk} />
      {fault && (
        <p class="notice notice-ochre" role="alert">
          {caseFaultText(fault)}
        </p>
      )}
      <div class="desk-empty">
        <p>
          <b>{rowsShown(desk).length > 0 ? c.chooseCase : c.noCase}</b>
        </p>
        <p>{rowsShown(desk).length > 0 ? c.chooseCaseLead : c.noCaseLead}</p>
      </div>
    </>
  );
}

/** Where the queue stands above the case, what was chosen comes into view. */
function useBroughtIn(id: string): void {
  useEffect(() => {
    if (matchMedia("(max-width: 60rem)").matches) document.getElementById("desk")?.scrollIntoView();
  }, [id]);
}

function OpenCase({ file, desk }: { file: DeskCase; desk: Desk }) {
  useBroughtIn(file.row.id);
  const row = desk.work.row.value ?? file.row;
  return (
    <>
      <Head file={file} row={row} desk={desk} />
      <FaultNotice desk={desk} />
      <Appealed file={file} />
      <Evidence file={file} desk={desk} />
      <div class="grid-2">
        <Reports reports={file.reports} />
        <Fired file={file} />
        <Earlier file={file} desk={desk} />
      </div>
    </>
  );
}

interface HeadProps {
  readonly file: DeskCase;
  readonly row: CaseRow;
  readonly desk: Desk;
}

function Head({ file, row, desk }: HeadProps) {
  const c = casesTexts.value;
  const { subject } = row;
  return (
    <header class="case-head">
      <h1 id="desk-title">{gravestFirst(row).join(", ")}</h1>
      <div class="badges">
        {subject.kind === "room" ? (
          <span class="badge">{c.aboutRoom}</span>
        ) : (
          <>
            <Glyph tag={subject.tag ?? ""} small />
            <b class="name">
              <bdi>{subject.nickname}</bdi>
            </b>
            <TagLetters tag={subject.tag ?? ""} />
          </>
        )}
        <span class="badge">{roomName(desk, subject.room)}</span>
        <span class={row.severity === 3 ? "badge badge-berry" : "badge badge-ochre"}>
          {c.severityBadge(row.severity)}
        </span>
        {subject.kind !== "room" && (
          <span class="badge">{file.subject_present ? c.presentBadge : c.goneBadge}</span>
        )}
        <Taken row={row} desk={desk} />
      </div>
      <p class="tiny">{c.dueAt(fullMoment(Date.parse(row.due_at)))}</p>
    </header>
  );
}

function gravestFirst({ category, categories }: CaseRow): readonly string[] {
  const { categoryOf } = casesTexts.value;
  const all = [category, ...categories.filter((each) => each !== category)];
  return all.map((each) => categoryOf[each] ?? each);
}

function Taken({ row, desk }: { row: CaseRow; desk: Desk }) {
  const c = casesTexts.value;
  const [isSeen, setSeen] = useState(false);
  if (row.mine) return <span class="badge badge-live">{c.mineBadge}</span>;
  if (row.claimed_by !== null) return <span class="badge">{c.takenBadge(row.claimed_by)}</span>;
  if (row.state !== "open" && row.state !== "appealed") return null;
  return (
    <span class="actions">
      <button type="button" class="btn btn-s" onClick={() => void desk.work.claim()}>
        {c.take}
      </button>
      {row.urgent && row.state === "open" && !isSeen && (
        <button
          type="button"
          class="btn btn-s"
          onClick={() => {
            setSeen(true);
            void desk.work.acknowledge();
          }}
        >
          {c.acknowledge}
        </button>
      )}
    </span>
  );
}

function Appealed({ file }: { file: DeskCase }) {
  const c = casesTexts.value;
  const { appeal } = file;
  if (appeal === null) return null;
  return (
    <section aria-labelledby="appeal-title">
      <h2 id="appeal-title">{c.appealTitle}</h2>
      <blockquote class="case-words">
        <p dir="auto">{appeal.text}</p>
        <footer class="tiny">
          {c.appealBy[appeal.by]}, {fullMoment(Date.parse(appeal.at))}
        </footer>
      </blockquote>
    </section>
  );
}

function Reports({ reports }: { reports: readonly CaseReport[] }) {
  const c = casesTexts.value;
  return (
    <section aria-labelledby="reports-title">
      <h2 id="reports-title">
        {c.reportsTitle} <span class="count">{reports.length}</span>
      </h2>
      {reports.length === 0 && <p class="tiny">{c.reportsNone}</p>}
      <ul class="list-tight">
        {reports.map((report, index) => (
          <li key={index}>
            <b>{c.categoryOf[report.category] ?? report.category}</b>
            {report.text && <p dir="auto">{report.text}</p>}
            <small>
              {fullMoment(Date.parse(report.at))}
              {report.weight === 0 && `. ${c.weighsNothing}`}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Fired({ file }: { file: DeskCase }) {
  const c = casesTexts.value;
  return (
    <section aria-labelledby="fired-title">
      <h2 id="fired-title">{c.rulesTitle}</h2>
      {file.rules.length === 0 && <p class="tiny">{c.rulesNone}</p>}
      <ul class="list-tight">
        {file.rules.map((rule) => (
          <li key={rule.id}>
            <code>{rule.id}</code>
            <small>{rule.explanation[locale.value] ?? rule.explanation.fr ?? ""}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Earlier({ file, desk }: { file: DeskCase; desk: Desk }) {
  const c = casesTexts.value;
  const [reversed, setReversed] = useState<CaseDecision | null>(null);
  const mayDecide = desk.state.value?.me.may_decide ?? false;
  return (
    <section aria-labelledby="earlier-title">
      <h2 id="earlier-title">
        {c.decisionsTitle} <span class="count">{file.decisions.length}</span>
      </h2>
      {file.decisions.length === 0 && <p class="tiny">{c.decisionsNone}</p>}
      <ul class="list-tight">
        {file.decisions.map((decision) => (
          <Decided
            key={decision.id}
            decision={decision}
            onReverse={mayDecide ? () => setReversed(decision) : null}
          />
        ))}
      </ul>
      {reversed && <ReversalDialog decision={reversed} desk={desk} onClose={() => setReversed(null)} />}
    </section>
  );
}

interface DecidedProps {
  readonly decision: CaseDecision;
  /** Null where it is not for the reader to lift. */
  readonly onReverse: (() => void) | null;
}

export function Decided({ decision, onReverse }: DecidedProps) {
  const c = casesTexts.value;
  const what = c.sanctionDone[decision.sanction] ?? decision.sanction;
  const facts = [
    ...(decision.until ? [c.untilLine(fullMoment(Date.parse(decision.until)))] : []),
    ...(decision.removed ? [c.removedLine(decision.removed)] : []),
    ...(decision.lifted_at ? [c.liftedLine(fullMoment(Date.parse(decision.lifted_at)))] : []),
  ];
  return (
    <li>
      {c.decidedLine(what, fullMoment(Date.parse(decision.at)), decision.by)}
      {decision.reason && <small dir="auto">{decision.reason}</small>}
      {facts.length > 0 && <small>{facts.join(" · ")}</small>}
      {decision.note && <small dir="auto">{c.noteLine(decision.note)}</small>}
      {onReverse && !decision.lifted_at && (decision.sanction !== "none" || decision.removed) && (
        <button type="button" class="link-btn" aria-haspopup="dialog" onClick={onReverse}>
          {c.reverse}
        </button>
      )}
    </li>
  );
}
