import { EyeOff, Lock, Users } from "lucide-react";
import type { Thread } from "#lib/contract/discussions.ts";

/** How many people are in a course; null where the reader may not know. */
export type CoursePeople = { staff: number; enrolled: number } | null;

type Of = Pick<Thread, "visibility" | "anonymous"> & { /** Whether the reader asks. */ mine: boolean };

const staffWords = (staff: number | undefined) => (staff ? `${staff} staff` : "the staff");
const everyone = (people: CoursePeople) => (people ? `${people.staff + people.enrolled} people` : "everyone in the course");
const everyoneSees = (people: CoursePeople) => `${everyone(people)} ${people ? "see" : "sees"} it`;

/** Who sees a question, in words. */
export function audienceText({ visibility, anonymous, mine }: Of, people: CoursePeople): string {
  if (visibility === "private") return `Private: ${mine ? "you" : "the student"} and ${staffWords(people?.staff)}`;
  return `Class: ${everyone(people)}${anonymous ? ", asked anonymously" : ""}`;
}

/** The same before a question is asked, with what becomes of the name. */
export function audienceBefore({ visibility, anonymous }: Omit<Of, "mine">, people: CoursePeople): string {
  if (visibility === "private") return audienceText({ visibility, anonymous, mine: true }, people);
  if (!anonymous) return `Class: ${everyoneSees(people)}, with your name.`;
  return `Class: ${everyoneSees(people)}, asked anonymously. Staff see your name only when they ask for it, which is logged.`;
}

/** Who sees a question, by icon and word. */
export function Audience({ of, people }: { of: Of; people: CoursePeople }) {
  const Icon = of.visibility === "private" ? Lock : of.anonymous ? EyeOff : Users;
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5 text-muted-foreground text-sm">
      <Icon className="size-4 shrink-0" aria-hidden="true" />
      <span className="min-w-0">{audienceText(of, people)}</span>
    </span>
  );
}
