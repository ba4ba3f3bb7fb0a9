import type { ClassSettings } from "#lib/contract/class.ts";
import type { CoursePeople } from "../ui/audience";

/** What of its course a discussion shows, and goes by. */
export type ThreadCourse = Pick<ClassSettings, "class_questions" | "anonymity"> & {
  title: string;
  people: CoursePeople;
  archived: boolean;
  /** Whether students may post now. */
  open: boolean;
};
