/** Something that is on or off, with what it means. */
import type { Preference } from "../platform/preference";

interface Props {
  readonly of: Preference<"on" | "off">;
  readonly label: string;
  readonly lead: string;
  readonly isDisabled?: boolean;
  /** In place of choosing at once. */
  readonly onTurnOn?: () => void;
}

export function Switch({ of, label, lead, isDisabled = false, onTurnOn }: Props) {
  const turnOn = onTurnOn ?? (() => of.choose("on"));
  const id = `lead-${of.key}`;
  return (
    <div class="switch">
      <label>
        <input
          type="checkbox"
          role="switch"
          checked={of.value.value === "on"}
          aria-checked={of.value.value === "on"}
          disabled={isDisabled}
          aria-describedby={id}
          onChange={(event) => (event.currentTarget.checked ? turnOn() : of.choose("off"))}
        />
        {label}
      </label>
      <p id={id}>{lead}</p>
    </div>
  );
}
