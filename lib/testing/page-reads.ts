import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Caller } from "#lib/server/caller.ts";
import { teaches } from "#lib/server/courses/teaches.ts";
import type { Person } from "./factories";
import type { School } from "./large-school";
import { each, everybody, type Read, readName } from "./reads";

const folder = join(import.meta.dirname, "../../app/(app)");
type Show = { as: Person; id?: string; query?: Record<string, string> };

/** Who opens each page of signed-in people, by the page's folder. All of them share the layout. */
const pages: Record<string, (school: School) => Show[]> = {
  layout: (school) => everybody(school).map((as) => ({ as })),
  "": ({ student, assistant }) => [{ as: student }, { as: assistant }],
  "admin/audit": ({ admin }) => [{ as: admin }],
  "admin/school": ({ admin }) => [{ as: admin }],
  "admin/users": ({ admin }) => [{ as: admin }],
  "admin/users/[id]": ({ admin, student }) => [{ as: admin, id: student.user.id }],
  "admin/users/import": ({ admin }) => [{ as: admin }],
  "admin/users/new": ({ admin }) => [{ as: admin }],
  courses: (school) => everybody(school).map((as) => ({ as })),
  "courses/[id]": (school) => everybody(school).map((as) => ({ as, id: school.courseId })),
  "courses/[id]/blocked": ({ lecturer, courseId: id }) => [{ as: lecturer, id }],
  "courses/[id]/questions": ({ student, lecturer, courseId: id }) => [student, lecturer].map((as) => ({ as, id })),
  "courses/[id]/roster": ({ lecturer, courseId: id }) => [{ as: lecturer, id }],
  "courses/[id]/settings": ({ lecturer, admin, courseId: id }) => [lecturer, admin].map((as) => ({ as, id })),
  "courses/[id]/staff": ({ student, lecturer, courseId: id }) => [student, lecturer].map((as) => ({ as, id })),
  dashboard: ({ lecturer, assistant, courseId }) => each([lecturer, assistant], [{}, { course: courseId }, { scope: "mine" }]),
  discussions: ({ student, lecturer, courseId }) => each([student, lecturer], [{}, { tab: "unread" }, { course: courseId, tab: "all" }]),
  "discussions/threads/[id]": ({ student, lecturer, threadId, classThreadId }) =>
    [threadId, classThreadId].flatMap((id) => [student, lecturer].map((as) => ({ as, id }))),
  notifications: ({ student }) => [{ as: student }],
  settings: (school) => everybody(school).map((as) => ({ as })),
  "videos/[id]": ({ student, lecturer, videoId: id }) => [student, lecturer].map((as) => ({ as, id })),
};

export const knownPages = Object.keys(pages).toSorted();

/** The folders of all pages of signed-in people, and their layout, as they are in the tree. */
export const pagesOfTree = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => /(?:^|\/)page\.tsx$/.test(file) || file === "layout.tsx")
  .map((file) => file.replace(/\/?page\.tsx$|\.tsx$/, ""))
  .toSorted();

let reader: Caller | null = null;

function whoReads(): Caller {
  if (!reader) throw new Error("nobody reads a page");
  return reader;
}

/** Replaces app/session.ts, which asks Next for the request's cookies. The person who opens the page counts as signed in. */
export const session = {
  currentCaller: async () => whoReads(),
  requireCaller: async () => whoReads(),
  requireAdmin: async () => whoReads(),
  titleForAdmins: (title: string) => async () => ({ title }),
  isTeaching: async () => teaches(whoReads()),
  orSignIn: <Answer>(reading: Promise<Answer>) => reading,
};

/** Replaces Next's functions. A page that redirects or is not found has read nothing, so these tests fail on it. */
export const navigation = {
  redirect: (to: string) => {
    throw new Error(`leads to ${to}`);
  },
  notFound: () => {
    throw new Error("is not found");
  },
};

type Element = { type: unknown; props: Record<string, unknown> };
const isElement = (node: unknown): node is Element => typeof node === "object" && node !== null && "type" in node && "props" in node;
const isAsync = (type: unknown): type is (props: unknown) => Promise<unknown> =>
  typeof type === "function" && type.constructor.name === "AsyncFunction";

/** Runs the asynchronous server components in what a page returned. The others read nothing. */
async function draw(node: unknown): Promise<void> {
  if (Array.isArray(node)) for (const one of node) await draw(one);
  if (!isElement(node)) return;
  if (isAsync(node.type)) return draw(await node.type(node.props));
  for (const prop of Object.values(node.props)) await draw(prop);
}

async function show(page: string, { as, id, query }: Show): Promise<void> {
  const file = page === "layout" ? "layout.tsx" : join(page, "page.tsx");
  const { default: component } = (await import(join(folder, file))) as { default: (props: unknown) => Promise<unknown> };
  reader = as.caller;
  await draw(await component({ params: Promise.resolve({ id }), searchParams: Promise.resolve(query ?? {}), children: null }));
}

/** All reads of pages. */
export const pageReads = (school: School): Read[] =>
  Object.entries(pages).flatMap(([page, shows]) =>
    shows(school).map((shown) => ({
      name: readName(`page /${page}`, shown.as, shown.query),
      act: () => show(page, shown),
    })),
  );
