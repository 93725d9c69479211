/** What a decision says: its ground, the reason its guest reads, and a note for the team alone. */
import { casesTexts } from "../i18n/cases_texts";
import { locale } from "../platform/locale";
import type { DeskCase, DeskGround } from "../protocol/desk.gen";
import { Icon } from "../views/icons";
import "../views/more_icons";
import type { Desk } from "./desk";
import { isTold } from "./ladder";
import { groundOf, groundsFor, reasonOf } from "./reasons";

const MAX_REASON = 1_000;

export function Words({ file, desk, isMissing }: { file: DeskCase; desk: Desk; isMissing: boolean }) {
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
