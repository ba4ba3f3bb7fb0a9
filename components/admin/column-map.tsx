import { importColumns } from "#lib/contract/names.ts";
import type { ImportColumn, ImportReport, ImportUsersBody } from "#lib/contract/users.ts";
import { Select } from "../ui/field";

export type ChosenColumns = NonNullable<ImportUsersBody["columns"]>;

const labels: Record<ImportColumn, string> = {
  email: "Email",
  first_name: "First name",
  last_name: "Last name",
  role: "Role",
  course: "Course (optional)",
};

type Props = Pick<ImportReport, "headings" | "columns" | "missing_columns"> & {
  disabled: boolean;
  /** Called with the new position of every column. */
  onChange: (columns: ChosenColumns) => void;
};

/** Chooses which column of the file is which: as its first line says, or as the admin does. Open when a column is missing. */
export function ColumnMap({ headings, columns, missing_columns: missing, disabled, onChange }: Props) {
  const needed = missing.map((column) => labels[column].toLowerCase()).join(", ");
  return (
    <details open={missing.length > 0} className="rounded-xl border bg-card p-5">
      <summary className="cursor-pointer font-semibold">Columns in the file</summary>
      {missing.length > 0 && (
        <p role="alert" className="mt-3 text-sm">
          We couldn’t find these columns in the first line: {needed}. Choose them here.
        </p>
      )}
      <div className="mt-4 grid gap-4 sm:grid-cols-2">
        {importColumns.map((column) => (
          <Select
            key={column}
            label={labels[column]}
            name={column}
            value={columns[column] ?? ""}
            aria-disabled={disabled}
            onChange={({ target }) => !disabled && onChange({ ...columns, [column]: target.value === "" ? null : Number(target.value) })}
          >
            <option value="">Not in this file</option>
            {headings.map((heading, index) => (
              <option key={index} value={index + 1}>
                {heading || `Column ${index + 1}`}
              </option>
            ))}
          </Select>
        ))}
      </div>
    </details>
  );
}
