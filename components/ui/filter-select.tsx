import { useId } from "react";
import { fieldClass } from "./field-class";

type Props = {
  name: string;
  /** The choice of everything; without it one must be chosen. */
  all?: string;
  value: string | null;
  choices: readonly { id: string; title: string }[];
  onChange: (id: string | null) => void;
};

/** A choice that filters or orders a list. Its name is read out, not shown. */
export function FilterSelect({ name, all, value, choices, onChange }: Props) {
  const id = useId();
  return (
    <span className="min-w-0 max-w-64 max-sm:max-w-full max-sm:flex-1">
      <label htmlFor={id} className="sr-only">
        {name}
      </label>
      <select
        id={id}
        data-filter=""
        value={value ?? ""}
        onChange={(event) => onChange(event.target.value || null)}
        className={`${fieldClass} h-9 max-w-full max-sm:w-full truncate py-0 pe-8 text-sm`}
      >
        {all !== undefined && <option value="">{all}</option>}
        {choices.map(({ id: each, title }) => (
          <option dir="auto" key={each} value={each}>
            {title}
          </option>
        ))}
      </select>
    </span>
  );
}
