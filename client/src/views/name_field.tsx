/** The field "Pseudo", with its button that suggests another. */
import { texts } from "../i18n/texts";
import { MAX_NICKNAME } from "../protocol/protocol.gen";
import { Icon } from "./icons";

interface Props {
  readonly id: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onSuggest: () => void;
  readonly describedBy: string | undefined;
  readonly isRefused: boolean;
}

export function NameField({ id, value, onChange, onSuggest, describedBy, isRefused }: Props) {
  const t = texts.value;
  return (
    <div class="field field-name">
      <label class="label" for={id}>
        {t.nickname}
      </label>
      <div class="with-btn">
        <input
          class="input"
          id={id}
          dir="auto"
          value={value}
          autocomplete="off"
          autocapitalize="words"
          spellcheck={false}
          maxLength={MAX_NICKNAME * 2}
          aria-invalid={isRefused}
          aria-describedby={describedBy}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
        <button type="button" class="icon-btn icon-btn-s" aria-label={t.otherNickname} onClick={onSuggest}>
          <Icon name="refresh" size="s" />
        </button>
      </div>
    </div>
  );
}
