/** The code of a receipt, to keep: it opens a decision or a report without a session. */
import { useState } from "preact/hooks";
import { Icon } from "./icons";

interface Words {
  readonly copy: string;
  readonly copyCode: string;
  readonly codeCopied: string;
  readonly codeNotCopied: string;
}

export function ReceiptCode({ code, words }: { code: string; words: Words }) {
  const [said, setSaid] = useState("");
  const copy = () =>
    navigator.clipboard.writeText(code).then(
      () => setSaid(words.codeCopied),
      () => setSaid(words.codeNotCopied),
    );
  return (
    <div class="receipt-code">
      <div class="code">
        <span>{code}</span>
        <button type="button" class="btn btn-s" aria-label={words.copyCode} onClick={() => void copy()}>
          <Icon name="copy" size="s" />
          {words.copy}
        </button>
      </div>
      <p class="small" role="status">
        {said}
      </p>
    </div>
  );
}

/** Its own page, which needs no session. */
export function receiptAddress(code: string): string {
  return `/receipt/${encodeURIComponent(code)}`;
}
