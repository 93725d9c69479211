/** Help lines offered to the reader: quiet, closed at will, each one press away. */
import { partTexts } from "../i18n/part_texts";
import { texts } from "../i18n/texts";
import type { CareOfferedEvent, HelpLine } from "../protocol/protocol.gen";
import { ProofOffer } from "./age_views";
import { Icon } from "./icons";

export function CareCard({ care, onClose }: { care: CareOfferedEvent; onClose: () => void }) {
  return (
    <div class="notice notice-care" role="status">
      <Icon name="hands" />
      <div>
        <h2>{partTexts.value.careOf[care.kind]}</h2>
        <p>{care.text}</p>
        <HelpLines lines={care.lines} />
        {care.kind === "minor" && <ProofOffer />}
      </div>
      <button type="button" class="icon-btn icon-btn-s" aria-label={texts.value.close} onClick={onClose}>
        <Icon name="x" size="s" />
      </button>
    </div>
  );
}

export function HelpLines({ lines }: { lines: readonly HelpLine[] }) {
  return (
    <ul class="help-lines">
      {lines.map((line) => (
        <li key={line.number}>
          <a href={addressOf(line)} aria-label={partTexts.value.callLine(line.name, line.number)}>
            {isItsNumber(line) ? line.name : line.number}
          </a>
          <span>
            {!isItsNumber(line) && <b>{line.name}. </b>}
            {line.about}
            {line.url && (
              <>
                {" "}
                <a href={line.url} target="_blank" rel="noopener noreferrer">
                  {new URL(line.url).host}
                </a>
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** "15 ou 112" is told once, and pressed. */
function isItsNumber({ name, number }: HelpLine): boolean {
  return name.includes(number);
}

/** France's emergency number for who cannot speak is reached by text message. */
const BY_TEXT: readonly string[] = ["114"];

function addressOf({ number }: HelpLine): string {
  const digits = number.replace(/[^\d+]/g, "");
  return `${BY_TEXT.includes(digits) ? "sms" : "tel"}:${digits}`;
}
