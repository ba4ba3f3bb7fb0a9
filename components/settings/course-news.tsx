"use client";
import { useState } from "react";
import { Name } from "#components/ui/name.tsx";
import { api } from "#lib/client/api/api.ts";
import { actionProblem } from "#lib/client/api/problems.ts";
import { courseNews } from "#lib/contract/names.ts";
import type { CourseNews as NewsLevel, Preferences } from "#lib/contract/preferences.ts";
import { Problem } from "../ui/problem";

export type TaughtCourse = { id: string; title: string; level: NewsLevel };

const labels: Record<NewsLevel, string> = { all: "All questions", mine: "Only mine", none: "None" };

/** Which questions of each course that a person teaches they are notified of. Saves at once. What could not be saved goes back. */
export function CourseNews({ initial }: { initial: TaughtCourse[] }) {
  const [courses, setCourses] = useState(initial);
  const [problem, setProblem] = useState<string | null>(null);
  const set = (id: string, level: NewsLevel) =>
    setCourses((before) => before.map((course) => (course.id === id ? { ...course, level } : course)));
  const change = async ({ id, level: before }: TaughtCourse, level: NewsLevel) => {
    set(id, level);
    setProblem(null);
    try {
      await api<Preferences>("PUT", "/api/notifications/preferences", { courses: { [id]: level } });
    } catch (error) {
      set(id, before);
      setProblem(`Couldn’t save. ${actionProblem(error)}`);
    }
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <h3 className="font-semibold text-sm">Courses you teach</h3>
      <p className="text-muted-foreground text-sm">“Only mine” means questions that you answered or said you’re answering.</p>
      <ul className="divide-y rounded-xl border bg-card">
        {courses.map((course) => (
          <li key={course.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
            <span id={`news-${course.id}`} className="min-w-0 flex-1 basis-40 font-medium text-sm [overflow-wrap:anywhere]">
              <Name>{course.title}</Name>
            </span>
            <select
              aria-labelledby={`news-${course.id}`}
              value={course.level}
              onChange={(event) => void change(course, courseNews.find((one) => one === event.target.value) ?? "all")}
              className="h-9 shrink-0 rounded-lg border border-input bg-card ps-3 pe-8 text-sm"
            >
              {courseNews.map((level) => (
                <option key={level} value={level}>
                  {labels[level]}
                </option>
              ))}
            </select>
          </li>
        ))}
      </ul>
      <Problem>{problem}</Problem>
    </div>
  );
}
