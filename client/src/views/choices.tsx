/** One of a few, side by side: radio buttons a screen reader knows. */
import type { ComponentChildren } from "preact";

interface Option<T extends string> {
  readonly value: T;
  readonly label: ComponentChildren;
  readonly lang?: string;
}

interface Props<T extends string> {
  readonly name: string;
  readonly legend: string;
  readonly chosen: T;
  readonly options: readonly Option<T>[];
  readonly onChoose: (value: T) => void;
}

export function Choices<T extends string>({ name, legend, chosen, options, onChoose }: Props<T>) {
  return (
    <fieldset class="choices">
      <legend class="label">{legend}</legend>
      <div class="choices-row">
        {options.map(({ value, label, lang }) => (
          <label key={value} lang={lang}>
            <input
              type="radio"
              name={name}
              value={value}
              checked={value === chosen}
              onChange={() => onChoose(value)}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
