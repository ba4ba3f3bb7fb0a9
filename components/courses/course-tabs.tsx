import Link from "next/link";

const places = [
  { at: "", label: "Lectures" },
  { at: "/roster", label: "Roster" },
  { at: "/settings", label: "Settings" },
] as const;
export type CoursePlace = (typeof places)[number]["at"];

/** The pages of a course for the people who run it. */
export function CourseTabs({ courseId, here }: { courseId: string; here: CoursePlace }) {
  return (
    <nav aria-label="Course" className="-mx-1 flex overflow-x-auto border-b px-1">
      {places.map(({ at, label }) => (
        <Link
          key={at}
          href={`/courses/${courseId}${at}`}
          aria-current={at === here ? "page" : undefined}
          className="-mb-px inline-flex h-10 items-center border-transparent border-b-2 px-3 font-medium text-muted-foreground text-sm hover:text-foreground aria-[current]:border-accent-strong aria-[current]:text-foreground"
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
