"use client";
import { useState } from "react";
import { api } from "#lib/client/api/api.ts";
import { actionProblem } from "#lib/client/api/problems.ts";
import type { Role } from "#lib/contract/auth.ts";
import type { NotificationType } from "#lib/contract/notifications.ts";
import type { Preferences } from "#lib/contract/preferences.ts";
import { Problem } from "../ui/problem";

type Choice = {
  type: NotificationType;
  label: string;
  about: string;
  /** It can't be switched off in the app. */
  fixed?: true;
};

const discussions: Choice = {
  type: "thread/discussion",
  label: "Discussions",
  about: "New questions, replies and resolutions in your discussions.",
};
const announcements: Choice = {
  type: "course/announcement",
  label: "Announcements",
  about: "Always on, so you don’t miss what your course staff announce.",
  fixed: true,
};
const newCourses: Choice = { type: "course/created", label: "New courses", about: "A new course is available." };
const choicesOf: Record<Role, Choice[]> = {
  student: [
    discussions,
    { type: "video/uploaded", label: "New lectures", about: "A new lecture is ready in one of your courses." },
    announcements,
    newCourses,
  ],
  lecturer: [discussions, announcements],
  admin: [
    { type: "user/created", label: "New accounts", about: "Someone signed up, or another admin created an account." },
    { type: "user/deleted", label: "Deleted accounts", about: "An account was deleted." },
    newCourses,
  ],
};

/** What people are notified about in the app. Each switch saves at once. One that could not be saved goes back. */
export function NotificationChoices({ role, initial }: { role: Role; initial: Preferences["types"] }) {
  const [types, setTypes] = useState(initial);
  const [problem, setProblem] = useState<string | null>(null);
  const set = (type: NotificationType, in_app: boolean) => setTypes((before) => ({ ...before, [type]: { ...before[type], in_app } }));
  const change = async (type: NotificationType, on: boolean) => {
    set(type, on);
    setProblem(null);
    try {
      await api<Preferences>("PUT", "/api/notifications/preferences", { types: { [type]: { in_app: on } } });
    } catch (error) {
      set(type, !on);
      setProblem(`Couldn’t save. ${actionProblem(error)}`);
    }
  };
  return (
    <div className="grid gap-3">
      <ul className="divide-y rounded-xl border bg-card">
        {choicesOf[role].map(({ type, label, about, fixed = false }) => (
          <li key={type}>
            <label className={`flex items-start gap-4 px-4 py-3 ${fixed ? "" : "cursor-pointer"}`}>
              <span className="min-w-0 flex-1">
                <span className="block font-semibold text-sm">{label}</span>
                <span className="block text-muted-foreground text-sm">{about}</span>
              </span>
              <input
                type="checkbox"
                role="switch"
                aria-checked={fixed || types[type].in_app}
                checked={fixed || types[type].in_app}
                disabled={fixed}
                onChange={(event) => void change(type, event.target.checked)}
                className="relative mt-1 h-6 w-11 shrink-0 cursor-pointer appearance-none disabled:cursor-default disabled:opacity-55 rounded-full border border-input bg-muted transition-colors before:absolute before:top-0.5 before:left-0.5 before:size-4.5 before:rounded-full before:bg-input before:transition-transform checked:border-accent-strong checked:bg-accent-strong checked:before:translate-x-5 checked:before:bg-card"
              />
            </label>
          </li>
        ))}
      </ul>
      <Problem>{problem}</Problem>
    </div>
  );
}
