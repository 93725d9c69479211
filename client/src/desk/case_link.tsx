/** From where a case is mentioned to the case itself. */
import { casesTexts } from "../i18n/cases_texts";
import type { Desk } from "./desk";
import { show } from "./route";

export function CaseLink({ id, desk }: { id: string; desk: Desk }) {
  return (
    <a
      href={`/desk?case=${encodeURIComponent(id)}`}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        show("cases");
        void desk.work.open(id);
      }}
    >
      {casesTexts.value.itsCase}
    </a>
  );
}
