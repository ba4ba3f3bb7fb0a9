import { BookOpen, MessagesSquare } from "lucide-react";
import { useEffect, useState } from "react";
import { apiPage } from "#lib/client/api/api.ts";
import { loadingProblem } from "#lib/client/api/problems.ts";
import type { Course } from "#lib/contract/courses.ts";
import type { Thread } from "#lib/contract/discussions.ts";
import { plainText } from "../ui/plain-text";
import type { Item } from "./palette-items";

type PaletteItems = { items: Item[]; loading: boolean; problem: string | null };

/** The person's courses and newest discussions, asked for when the palette opens. */
export function usePaletteItems(): PaletteItems {
  const [palette, setPalette] = useState<PaletteItems>({ items: [], loading: true, problem: null });
  useEffect(() => {
    let wanted = true;
    Promise.all([apiPage<Course>("/api/courses?limit=100"), apiPage<Thread>("/api/discussions/threads?limit=20")]).then(
      ([courses, threads]) =>
        wanted && setPalette({ items: [...coursesOf(courses.items), ...threadsOf(threads.items)], loading: false, problem: null }),
      (error: unknown) => wanted && setPalette({ items: [], loading: false, problem: loadingProblem(error) }),
    );
    return () => {
      wanted = false;
    };
  }, []);
  return palette;
}

const coursesOf = (courses: Course[]): Item[] =>
  courses
    .filter(({ my_part }) => my_part !== null)
    .map(({ id, title, lecturer_name }) => ({
      key: id,
      group: "Courses",
      label: title,
      note: lecturer_name,
      icon: BookOpen,
      act: { kind: "go", href: `/courses/${id}` },
    }));

const threadsOf = (threads: Thread[]): Item[] =>
  threads.map(({ id, title, question_text, video_title }) => ({
    key: id,
    group: "Recent discussions",
    label: title ?? plainText(question_text),
    note: video_title ?? "",
    icon: MessagesSquare,
    act: { kind: "go", href: `/discussions/threads/${id}` },
  }));
