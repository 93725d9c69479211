/** The field of a private room's name. */
import { apartTexts } from "../i18n/apart_texts";

const MAX_NAME = 60;

interface Props {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function RoomNameField({ value, onChange }: Props) {
  return (
    <div class="field">
      <label class="label" for="room-name">
        {apartTexts.value.roomName}
      </label>
      <input
        class="input"
        id="room-name"
        dir="auto"
        autocomplete="off"
        data-first-focus
        required
        maxLength={MAX_NAME}
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  );
}
