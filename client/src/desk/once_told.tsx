/** What is told once: codes or an address, to be copied or printed before it is closed. */
import { useState } from "preact/hooks";
import { peopleTexts } from "../i18n/people_texts";
import { texts } from "../i18n/texts";
import { TitledDialog } from "../views/dialog";

interface Props {
  readonly title: string;
  readonly lead: string;
  readonly lines: readonly string[];
  readonly onClose: () => void;
}

export function OnceTold({ title, lead, lines, onClose }: Props) {
  const p = peopleTexts.value;
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(lines.join("\n"));
    setCopied(true);
  };
  return (
    <TitledDialog label={title} onClose={onClose}>
      <p>{lead}</p>
      <ol class="once-told">
        {lines.map((line) => (
          <li key={line}>
            <code>{line}</code>
          </li>
        ))}
      </ol>
      <div class="dialog-foot">
        <span class="small" role="status">
          {isCopied ? p.codesCopied : ""}
        </span>
        <button type="button" class="btn" data-first-focus onClick={() => void copy()}>
          {p.copyAll}
        </button>
        <button type="button" class="btn" onClick={() => print()}>
          {p.printAll}
        </button>
        <button type="button" class="btn btn-primary" onClick={onClose}>
          {texts.value.close}
        </button>
      </div>
    </TitledDialog>
  );
}
