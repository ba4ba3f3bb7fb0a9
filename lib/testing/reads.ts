import { invitationStates, questionStates } from "#lib/contract/names.ts";
import { syncClass } from "#lib/server/discussions/sync-class.ts";
import { syncInbox } from "#lib/server/notifications/sync-inbox.ts";
import { exportData } from "#lib/server/users/export-data.ts";
import type { Answer } from "./call-route";
import type { Person } from "./factories";
import type { School } from "./large-school";
import { call } from "./routes";

/** Something that is read from the school. */
export type Read = { name: string; act: () => Promise<unknown> };
type Ask = { as: Person; params?: Record<string, string>; query?: Record<string, string> };

/** Every combination of a person and a query. */
export const each = (people: Person[], queries: Record<string, string>[], params?: Record<string, string>): Ask[] =>
  people.flatMap((as) => queries.map((query) => ({ as, query, ...(params && { params }) })));

const uses = (values: string[], name: string) => values.map((value) => ({ [name]: value }));

/** The requests to each route that reads rows, by its folder. */
const routes: Record<string, (school: School) => Ask[]> = {
  audit: ({ admin, student }) => each([admin], [{}, { action: "session/opened" }, { person: student.user.id }]),
  "auth/me": (school) => each(everybody(school), [{}]),
  "auth/sessions": ({ student }) => each([student], [{}]),
  courses: (school) => each(everybody(school), [{ limit: "100" }]),
  "courses/[id]": (school) => each(everybody(school), [{}], { id: school.courseId }),
  "courses/[id]/blocks": ({ lecturer, courseId }) => each([lecturer], [{}], { id: courseId }),
  "courses/[id]/roster": ({ lecturer, courseId }) => each([lecturer], [{}, { query: "classmate" }], { id: courseId }),
  "courses/[id]/settings": ({ lecturer, courseId }) => each([lecturer], [{}], { id: courseId }),
  "courses/[id]/staff": ({ student, lecturer, courseId }) => each([student, lecturer], [{}], { id: courseId }),
  "courses/[id]/threads": ({ student, lecturer, courseId, videoId }) => {
    const filters = uses(["all", "waiting", "answered", "mine", "following"], "filter");
    const sorted = filters.flatMap((filter) => uses(["recent", "votes"], "sort").map((sort) => ({ ...filter, ...sort })));
    return each([student, lecturer], [...sorted, { video_id: videoId }], { id: courseId });
  },
  "discussions/queue": ({ lecturer, assistant, courseId, videoId }) =>
    each(
      [lecturer, assistant],
      [{}, ...uses(["unclaimed", "mine"], "scope"), { course_id: courseId }, { course_id: courseId, video_id: videoId }],
    ),
  "discussions/queue/figures": ({ lecturer, assistant, courseId, videoId }) =>
    each([lecturer, assistant], [{}, { course_id: courseId }, { video_id: videoId }, { course_id: courseId, video_id: videoId }]),
  "discussions/threads": ({ student, lecturer, courseId, videoId }) =>
    each(
      [student, lecturer],
      [
        ...[{ limit: "100" }, { unread: "true" }, { status: "open" }, { status: "resolved" }, { course_id: courseId }],
        ...uses([...questionStates], "state"),
        ...uses([...questionStates], "state").map((one) => ({ ...one, video_id: videoId, limit: "100" })),
        ...[
          { video_id: videoId, limit: "100" },
          { video_id: videoId, from_second: "1", to_second: "9" },
        ],
      ],
    ),
  "discussions/threads/[id]": ({ student, lecturer, threadId, classThreadId }) =>
    [threadId, classThreadId].flatMap((id) => each([student, lecturer], [{}, { messages_limit: "50" }], { id })),
  "discussions/threads/[id]/alike": ({ lecturer, assistant, threadId }) => each([lecturer, assistant], [{}], { id: threadId }),
  "discussions/threads/unread": ({ student, lecturer }) => each([student, lecturer], [{}]),
  notifications: ({ student, lecturer }) =>
    each(
      [student, lecturer],
      [
        ...[{}, { filter: "unread" }, { type: "thread/discussion" }, { group: "thread" }],
        ...[
          { group: "thread", filter: "unread" },
          { group: "thread", type: "thread/discussion" },
        ],
      ],
    ),
  "notifications/counts": ({ student, lecturer }) => each([student, lecturer], [{}]),
  "notifications/preferences": ({ student, lecturer }) => each([student, lecturer], [{}]),
  "notifications/threads": ({ student, threadId, classThreadId }) => each([student], [{ ids: `${threadId},${classThreadId}` }]),
  users: ({ admin }) =>
    each(
      [admin],
      [
        ...[{ limit: "100" }, { query: "classmate-1" }, { query: "nobody is called so" }],
        ...uses(["student", "lecturer", "admin"], "role"),
        ...uses([...invitationStates], "invitation"),
      ],
    ),
  "users/[id]": ({ admin, student }) => each([admin], [{}], { id: student.user.id }),
  "users/[id]/deletion": ({ admin, lecturer }) => each([admin], [{}], { id: lecturer.user.id }),
  "users/[id]/sessions": ({ admin, student }) => each([admin], [{}], { id: student.user.id }),
  "users/me/two-factor": ({ student }) => each([student], [{}]),
  "videos/[id]": ({ student, lecturer, videoId }) => each([student, lecturer], [{}], { id: videoId }),
  "videos/[id]/moments": ({ student, lecturer, videoId }) => each([student, lecturer], [{}], { id: videoId }),
  "videos/[id]/processing": ({ lecturer, videoId }) => each([lecturer], [{}], { id: videoId }),
  "videos/[id]/progress": ({ student, videoId }) => each([student], [{}], { id: videoId }),
};

/** Routes that read no list, but a file, a row or a description. The export is in `reads`, because its answer is a file. */
const withoutLists = [
  ...["[...rest]", "asyncapi.json", "auth/[...nextauth]", "docs", "docs/[file]", "health", "openapi.json", "ready"],
  ...["images/[id]", "school", "school/logo/[hash]", "users/me/export"],
  ...["videos/[id]/captions", "videos/[id]/poster", "videos/[id]/stream"],
];

/** The folders of all routes that `routes` or `withoutLists` names. */
export const knownRoutes = [...Object.keys(routes), ...withoutLists].toSorted();

export const everybody = ({ student, lecturer, assistant, admin }: School): Person[] => [student, lecturer, assistant, admin];

/** Calls a route. @throws Error when it refuses, because a refusal reads nothing */
async function answered(path: string, { as, ...options }: Ask): Promise<Answer> {
  const answer = await call(path, "GET", { token: as.token, ...options });
  if (answer.status !== 200) throw new Error(`${path} ${JSON.stringify(options)} was answered ${answer.status}: ${answer.body.error}`);
  return answer;
}

/** Routes whose answers have a cursor. */
const paged = new Set([
  ...["audit", "courses", "courses/[id]/roster", "courses/[id]/threads", "discussions/queue/figures", "discussions/threads"],
  ...["notifications", "users"],
]);

/** Fetches the second page, because its cursor makes it another statement. A short list has none. */
async function secondPage(path: string, asked: Ask): Promise<void> {
  const short = { ...asked.query, limit: "2" };
  const { body } = await answered(path, { ...asked, query: short });
  const cursor = body.next_cursor ?? (body.data as { next_cursor?: string } | null)?.next_cursor;
  if (cursor) await answered(path, { ...asked, query: { ...short, cursor } });
}

/** The name of a read. Without ids, because they differ each time. */
export const readName = (what: string, { user }: Person, query: Record<string, string> = {}): string =>
  `${what} by ${user.first_name} ${new URLSearchParams(query)}`.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "…");

/** All reads by routes and sockets. */
export function reads(school: School): Read[] {
  const ofRoutes = Object.entries(routes).flatMap(([path, asks]) =>
    asks(school).map((asked) => ({ name: readName(`GET ${path}`, asked.as, asked.query), act: () => answered(path, asked) })),
  );
  const { student, lecturer, courseId } = school;
  return [
    ...ofRoutes,
    ...everybody(school).map((person) => ({
      name: readName("GET users/me/export", person),
      act: async () => void (await (await exportData(person)).text()),
    })),
    ...[student, lecturer].flatMap((person) => [
      { name: readName("notifications:sync", person), act: () => syncInbox(person.user.id, { since: 0 }) },
      { name: readName("course:sync", person), act: () => syncClass(person.caller, { courseId, since: 0 }) },
    ]),
  ];
}

/** The second pages of the routes that have a cursor. */
export const secondPages = (school: School): Read[] =>
  Object.entries(routes).flatMap(([path, asks]) =>
    paged.has(path)
      ? asks(school).map((asked) => ({
          name: readName(`second page of ${path}`, asked.as, asked.query),
          act: () => secondPage(path, asked),
        }))
      : [],
  );
