import { Link } from "../ui/link";

/** What the reader may see of a course. */
export type CourseView = {
  /** They are in it, or an admin. */
  inside: boolean;
  /** They are in it, and so in the class. */
  inClass: boolean;
  /** They run it. */
  runs: boolean;
};

const places = [
  { at: "", label: "Lectures", for: "inside" },
  { at: "/questions", label: "Questions", for: "inClass" },
  { at: "/staff", label: "Staff", for: "inside" },
  { at: "/roster", label: "Roster", for: "runs" },
  { at: "/settings", label: "Settings", for: "runs" },
] as const satisfies { at: string; label: string; for: keyof CourseView }[];
export type CoursePlace = (typeof places)[number]["at"];

type Props = { courseId: string; here: CoursePlace; view: CourseView };

/** The pages of a course that the reader may see. */
export function CourseTabs({ courseId, here, view }: Props) {
  return (
    <nav aria-label="Course" className="flex flex-wrap border-b">
      {places
        .filter((place) => view[place.for])
        .map(({ at, label }) => (
          <Link
            key={at}
            href={`/courses/${courseId}${at}`}
            aria-current={at === here ? "page" : undefined}
            className="-mb-px inline-flex h-10 shrink-0 items-center border-transparent border-b-2 px-2 font-medium text-muted-foreground text-sm hover:text-foreground sm:px-3 aria-[current]:border-accent-strong aria-[current]:text-foreground"
          >
            {label}
          </Link>
        ))}
    </nav>
  );
}
