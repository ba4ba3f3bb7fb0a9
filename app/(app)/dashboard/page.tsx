import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { requireCaller } from "#app/session.ts";
import { Queue } from "#components/queue/queue.tsx";
import { limits } from "#lib/contract/limits.ts";
import { listCourses } from "#lib/server/courses/list-courses.ts";
import { listQueue } from "#lib/server/discussions/list-queue.ts";

export const metadata: Metadata = { title: "Dashboard" };

export default async function DashboardPage() {
  const caller = await requireCaller();
  if (caller.user.role !== "lecturer") redirect("/");
  const [queue, courses] = await Promise.all([listQueue({ caller }), listCourses({ caller, query: { limit: limits.pageMax }, own: true })]);
  const titles = Object.fromEntries(courses.items.map(({ id, title }) => [id, title]));
  return (
    <div className="mx-auto grid w-full max-w-4xl gap-6">
      <h1 className="font-semibold text-2xl tracking-tight">Dashboard</h1>
      <Queue initial={queue} courses={titles} />
    </div>
  );
}
