/** The evidence in its context: each version as it was sealed, what was reported marked, what is hard to read veiled. */
import { casesTexts } from "../i18n/cases_texts";
import { fullMoment } from "../i18n/moments";
import { clockTime } from "../i18n/texts";
import type { CaseEvidence, DeskCase } from "../protocol/desk.gen";
import { Glyph, TagLetters } from "../views/glyph";
import type { Desk } from "./desk";
import { KeyCap } from "./key_cap";
import { MarkedText } from "./marked";
import { unveiling } from "./unveiling";

export function Evidence({ file, desk }: { file: DeskCase; desk: Desk }) {
  const c = casesTexts.value;
  const isVeiled = file.evidence.some(({ veiled }) => veiled);
  const isShown = file.evidence.some((piece) => piece.veiled && unveiling.isShown(file.row.id, piece.seq));
  return (
    <section aria-labelledby="evidence-title">
      <h2 id="evidence-title">
        {c.evidenceTitle} <span class="count">{file.evidence.length}</span>
        {isVeiled && isShown && (
          <button type="button" class="link-btn end" onClick={() => unveiling.veil(file.row.id)}>
            {c.veilAgain}
          </button>
        )}
      </h2>
      {file.evidence.length === 0 ? (
        <p class="tiny">{c.evidenceNone}</p>
      ) : (
        <ol class="evidence">
          {file.evidence.map((piece) => (
            <Piece key={piece.seq} piece={piece} file={file} desk={desk} />
          ))}
        </ol>
      )}
    </section>
  );
}

interface PieceProps {
  readonly piece: CaseEvidence;
  readonly file: DeskCase;
  readonly desk: Desk;
}

function Piece({ piece, file, desk }: PieceProps) {
  const c = casesTexts.value;
  const ms = Date.parse(piece.at);
  return (
    <li class={piece.reported ? "ev ev-hit" : "ev"}>
      {piece.tag ? (
        <Glyph tag={piece.tag} small />
      ) : (
        <span class="glyph glyph-s glyph-none" aria-hidden="true">
          {piece.who.length === 1 ? piece.who : ""}
        </span>
      )}
      <span class="who-line">
        <b>
          <bdi>{whoIs(piece)}</bdi>
        </b>
        {piece.tag && <TagLetters tag={piece.tag} />}
        {piece.reported && <span class="badge badge-berry">{c.reportedMark}</span>}
        {piece.versions > 1 && <span class="badge">{c.versionOf(piece.version, piece.versions)}</span>}
        {piece.removed && <span class="badge">{c.removedMark}</span>}
        {piece.unshown && <span class="badge">{c.unshownMark}</span>}
      </span>
      <time dateTime={piece.at} title={fullMoment(ms)}>
        {clockTime(ms)}
      </time>
      <Text piece={piece} file={file} desk={desk} />
      {piece.altered && (
        <p class="ev-altered" role="alert">
          {c.alteredMark}
        </p>
      )}
      <RemoveBox piece={piece} desk={desk} />
    </li>
  );
}

function whoIs({ who, nickname }: CaseEvidence): string {
  const c = casesTexts.value;
  if (who === "subject") return nickname ?? "";
  return who === "staff" ? c.staffMember : c.someoneElse(who);
}

function Text({ piece, file, desk }: PieceProps) {
  const c = casesTexts.value;
  if (!piece.veiled || unveiling.isShown(file.row.id, piece.seq)) {
    return (
      <p dir="auto">
        <MarkedText text={piece.body} spans={piece.spans ?? []} />
      </p>
    );
  }
  return (
    <p class="ev-veiled">
      {c.veiledText}{" "}
      <button
        type="button"
        class="btn btn-s"
        data-unveil
        onClick={() => unveiling.show(file.row.id, piece.seq, desk)}
      >
        {c.unveil} <KeyCap name="V" />
      </button>
    </p>
  );
}

/** Only the latest version of what is still there, and said by whom the case is about, can be removed. */
function RemoveBox({ piece, desk }: { piece: CaseEvidence; desk: Desk }) {
  const id = piece.message_id;
  const { draft } = desk.work;
  const isOld = piece.version < piece.versions;
  const isToDecide = ["open", "claimed"].includes(desk.work.row.value?.state ?? "");
  if (!id || piece.who !== "subject" || piece.removed || isOld || !isToDecide) return null;
  const isChosen = draft.value.remove.includes(id);
  const turn = () => {
    const others = draft.peek().remove.filter((each) => each !== id);
    desk.work.think({ remove: isChosen ? others : [...others, id] });
  };
  return (
    <label class="ev-remove">
      <input type="checkbox" checked={isChosen} onChange={turn} />
      {casesTexts.value.removeThis}
    </label>
  );
}
