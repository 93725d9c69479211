/** A field for a day and a time, as the browser's own calendar gives it: in the time of whoever sits there. */

interface Props {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function MomentField({ label, hint, value, onChange }: Props) {
  return (
    <label class="field">
      <span>{label}</span>
      <input
        class="input"
        type="datetime-local"
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      {hint && <small class="hint">{hint}</small>}
    </label>
  );
}

/** RFC 3339; null when nothing was chosen. */
export function momentOf(value: string): string | null {
  return value === "" ? null : new Date(value).toISOString();
}
