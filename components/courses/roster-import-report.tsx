import { Name } from "#components/ui/name.tsx";
import type { RosterImport } from "#lib/contract/courses.ts";
import { CopyLink } from "../ui/copy-link";
import { counted } from "../ui/counted";

/** Whether the preview must not say who has an account. Lecturers learn that only after the import. */
export const hidesAccounts = ({ confirmed, enrolled }: RosterImport): boolean =>
  !confirmed && enrolled.length > 0 && enrolled.every(({ name }) => name === "");

/** What an import would do, or did: the numbers, and each line that it leaves out. */
export function RosterImportReport({ report }: { report: RosterImport }) {
  const { confirmed, enrolled, already_enrolled, unknown, unconfirmed, problems } = report;
  const isBlind = hidesAccounts(report);
  const left = [
    ...problems.map(({ line, msg, person }) => ({ line, text: person === undefined ? msg : `${person}: ${msg}` })),
    ...unknown.map(({ line, email }) => ({ line, text: `${email}: ${unknownText(report)}` })),
  ].sort((a, b) => a.line - b.line);
  return (
    <div className="grid gap-4 text-sm">
      <p role="status" className="font-medium">
        {confirmed ? doneText(enrolled.length) : isBlind ? blindText(enrolled.length) : planText(enrolled.length)}
        {already_enrolled.length > 0 && ` ${already_enrolled.length} ${already_enrolled.length === 1 ? "is" : "are"} already enrolled.`}
        {!confirmed && left.length > 0 && ` ${left.length === 1 ? "One line is" : `${left.length} lines are`} skipped.`}
      </p>
      {unconfirmed.length > 0 && <Unconfirmed report={report} />}
      {left.length > 0 && (
        <section aria-label="Skipped lines" className="grid gap-1.5">
          <h3 className="font-semibold">Skipped</h3>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard */}
          <ul tabIndex={0} className="grid max-h-56 gap-1 overflow-y-auto rounded-lg border bg-card p-3">
            {left.map(({ line, text }) => (
              <li key={`${line} ${text}`} className="flex gap-3">
                <span className="w-16 shrink-0 text-muted-foreground tabular-nums">Line {line}</span>
                <span className="min-w-0 break-words">{text}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {!confirmed && enrolled.length > 0 && (
        <details>
          <summary className="cursor-pointer font-semibold">{isBlind ? "The addresses" : "Students to enrol"}</summary>
          <ul className="mt-1.5 grid max-h-56 gap-1 overflow-y-auto rounded-lg border bg-card p-3">
            {enrolled.map(({ line, email, name }) => (
              <li key={line} className="min-w-0 break-words">
                <Name>{name}</Name> <span className={name === "" ? "" : "text-muted-foreground"}>{email}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

/** Only admins see these. Each link is shown only once. */
function Unconfirmed({ report: { confirmed, unconfirmed, mailed, late } }: { report: RosterImport }) {
  return (
    <section aria-label="Accounts that aren’t confirmed" className="grid gap-1.5">
      <h3 className="font-semibold">Not confirmed yet</h3>
      <p className="text-muted-foreground">
        {unconfirmed.length === 1 ? "This address belongs to an unconfirmed account." : "These addresses belong to unconfirmed accounts."}{" "}
        {unconfirmed.length === 1 ? "That person is" : "Those people are"} enrolled once they use the link we {confirmed ? "made" : "make"}{" "}
        for them.{" "}
        {mailed
          ? late
            ? delayedText
            : confirmed
              ? "The emails with the links are queued."
              : "We’ll email it to them."
          : "We can’t email it."}
        {confirmed && (!mailed || late) && " Pass the links on now: they’re shown only once."}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard */}
      <ul tabIndex={0} className="grid max-h-56 gap-2 overflow-y-auto rounded-lg border bg-card p-3">
        {unconfirmed.map(({ line, email, link_url }) => (
          <li key={line} className="min-w-0">
            {link_url ? <CopyLink label={email} url={link_url} /> : <span className="break-words">{email}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

const delayedText = "Our mail server isn’t accepting email right now, so the emails with the links will wait.";

const unknownText = ({ confirmed, mailed, late }: RosterImport): string => {
  if (!confirmed) return "no student has this address";
  const link = !mailed
    ? ""
    : late
      ? "; we’ll email them a link to do so once our mail server accepts email again"
      : "; we’ll email them a link to do so";
  return `not enrolled: no confirmed student account has this address. Someone who signed up with it is enrolled once they confirm it${link}`;
};
const blindText = (count: number) =>
  `${counted(count, "address is", "addresses are")} not in this course yet. Everyone with a student account will be enrolled. You’ll then see who couldn’t be.`;
const planText = (count: number) =>
  count === 0 ? "This file wouldn’t enrol anyone." : `${counted(count, "student", "students")} would be enrolled.`;
const doneText = (count: number) => `${counted(count, "student was", "students were")} enrolled. No notifications are sent.`;
