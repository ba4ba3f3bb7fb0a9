import type { Thread } from "#lib/contract/discussions.ts";
import { ApiClient } from "../../e2e/client";
import type { AppServer } from "../../e2e/server";
import type { Credentials } from "./browser";

export type DemoPage = { path: string; who: Credentials | null };

const password = "handraise-demo";
const student = { email: "student@example.edu", password };
const lecturer = { email: "lecturer@example.edu", password };
export const demoPeople = { student, lecturer };

/** The student's latest discussion. @throws Error when the demo data has none */
export async function demoThread(server: AppServer): Promise<Thread> {
  const client = await ApiClient.signIn(server.url, "student");
  const [thread] = await client.data<Thread[]>("GET", "/api/discussions/threads?limit=1");
  if (!thread) throw new Error("the demo data has no discussion");
  return thread;
}

/** The five pages that have bars, with the demo data, and who looks at each. */
export async function demoPages(server: AppServer): Promise<DemoPage[]> {
  const thread = await demoThread(server);
  return [
    { path: "/login", who: null },
    { path: "/dashboard", who: lecturer },
    { path: "/discussions", who: student },
    { path: `/discussions/threads/${thread.id}`, who: student },
    { path: `/videos/${thread.video_id}`, who: student },
  ];
}

/** A path without ids, for a table. */
export const plainPath = (path: string): string => path.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "…");
