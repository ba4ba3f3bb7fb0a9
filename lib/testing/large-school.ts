import { joinSql, type Sql, sql, write } from "#lib/server/db/sql.ts";
import { ask, askClass, type ClassScene, makeClass, makePerson, type Person } from "./factories";

export type School = ClassScene & { admin: Person; threadId: string; classThreadId: string };

/** The id of the n-th row of a kind. Computed, so that other rows can refer to it without a query. */
const idOf = (kind: string, n: Sql) => sql`md5(${kind}::text || ${n}::text)::uuid`;
const n = sql`n`;
/** The same number for twenty rows in turn: the threads of a course, the notifications of a person. */
const group = sql`(1 + (n - 1) / 20)`;
/** The lecturer of a course. Every tenth person is one, and each has ten courses. */
const owner = (course: Sql) => idOf("user", sql`(10 * (1 + (${course} - 1) / 10))`);

/** What rows refer to, as SQL for the n-th row, and `into`, which inserts the rows `from` to `to` into a table. */
const partsOf = (from: number, to: number) => ({
  into: (target: Sql, values: Sql) => sql`INSERT INTO ${target} SELECT ${values} FROM generate_series(${from}::int, ${to}::int) n`,
  person: idOf("user", n),
  at: sql`now() - n * interval '1 minute'`,
  ...{ course: idOf("course", group), video: idOf("video", group), thread: idOf("thread", n) },
  member: idOf("user", sql`(1 + (n * 7) % ${to}::int)`),
});

/**
 * Inserts rows into the tables that grow with a school. No person of the scene has to do with them. Each course has twenty threads, and
 * each thread has four messages. Triggers add more rows.
 */
function elsewhere(from: number, to: number): Sql[] {
  const { into, person, at, course, video, thread, member } = partsOf(from, to);
  return [
    into(
      sql`users (id, email, role, first_name, last_name, email_confirmed_at, created_at)`,
      sql`${person}, 'person-' || n || '@elsewhere.example', CASE WHEN n % 10 = 0 THEN 'lecturer' ELSE 'student' END, 'P', n, now(), ${at}`,
    ),
    into(sql`inbox (user_id, seq)`, sql`${person}, 20`),
    into(
      sql`sessions (id, user_id, expires_at, network)`,
      sql`${idOf("session", n)}, ${person}, now() + interval '1 day', '192.0.2.' || n % 250`,
    ),
    into(sql`courses (id, title, lecturer_id, created_at)`, sql`${idOf("course", n)}, 'Course ' || n, ${owner(n)}, ${at}`),
    into(sql`enrollments (course_id, student_id) `, sql`${course}, ${member}`),
    into(sql`videos (id, course_id, title, url)`, sql`${idOf("video", n)}, ${idOf("course", n)}, 'Video ' || n, 'https://v.example/' || n`),
    into(
      sql`threads (id, video_id, course_id, student_id, lecturer_id, question_text, video_timestamp_seconds, visibility, waiting_since,
        answered_at, class_seq, votes, votes_told, claimed_by_id, claimed_until, updated_at, created_at)`,
      sql`${thread}, ${video}, ${course}, ${member}, ${owner(group)}, 'Question ' || n, n % 3600,
        CASE WHEN n % 2 = 0 THEN 'class' ELSE 'private' END, CASE WHEN n % 3 = 0 THEN ${at} END,
        CASE WHEN n % 3 > 0 THEN ${at} + interval '1 hour' END, CASE WHEN n % 2 = 0 THEN n END, n % 5, n % 5,
        CASE WHEN n % 9 = 0 THEN ${owner(group)} END, CASE WHEN n % 9 = 0 THEN now() END, ${at}, ${at}`,
    ),
    into(
      sql`messages (id, thread_id, position, author_id, author_role, content, endorsed_by_id)`,
      sql`${idOf("message", n)}, ${idOf("thread", sql`(1 + (n - 1) / 4)`)}, 1 + n % 4, ${member}, 'student', 'Message ' || n,
        CASE WHEN n % 50 = 0 THEN ${owner(n)} END`,
    ),
    into(
      sql`notifications (id, user_id, type, payload, thread_id, message_id, thread_version, created_at, read_at, seq)`,
      sql`${idOf("notification", n)}, ${idOf("user", group)}, CASE WHEN n % 7 = 0 THEN 'user/created' ELSE 'thread/discussion' END,
        jsonb_build_object('userId', ${member}), CASE WHEN n % 7 > 0 THEN ${thread} END, CASE WHEN n % 7 > 0 THEN ${idOf("message", n)} END, 1,
        ${at}, CASE WHEN n % 2 = 0 THEN now() END, 1 + n % 20`,
    ),
  ];
}

/** Inserts rows into the other tables. */
function besides(from: number, to: number): Sql[] {
  const { into, person, at, course, video, thread, member } = partsOf(from, to);
  return [
    into(sql`refresh_tokens (hash, session_id, expires_at)`, sql`sha256(n::text::bytea), ${idOf("session", n)}, now() + interval '1 day'`),
    into(sql`course_feeds (course_id, seq)`, sql`${idOf("course", n)}, 20`),
    into(sql`course_changes (course_id, thread_id, seq)`, sql`${course}, ${thread}, 1 + n % 20`),
    into(sql`course_seen (course_id, user_id, seq)`, sql`${course}, ${member}, 1`),
    into(sql`muted_threads (user_id, thread_id)`, sql`${member}, ${thread}`),
    into(sql`course_blocks (course_id, user_id, blocked_by_id)`, sql`${course}, ${member}, ${owner(group)}`),
    into(sql`pending_enrollments (course_id, student_id)`, sql`${course}, ${person}`),
    into(sql`pending_details (user_id, role, first_name, last_name)`, sql`${person}, 'student', 'P', n`),
    into(sql`video_progress (user_id, video_id, seconds, updated_at)`, sql`${member}, ${video}, 5, ${at}`),
    into(sql`caption_tracks (video_id, language, label, file)`, sql`${idOf("video", n)}, 'en', 'English', 'captions'`),
    into(sql`notification_preferences (user_id, type, in_app, push)`, sql`${person}, 'video/uploaded', false, false`),
    into(
      sql`one_time_links (id, hash, user_id, kind, expires_at)`,
      sql`${idOf("link", n)}, sha256(n::text::bytea), ${person}, 'invitation', now() + interval '1 day'`,
    ),
    into(sql`invitations (user_id, link_id, expires_at, mail)`, sql`${person}, ${idOf("link", n)}, now() + interval '1 day', 'sent'`),
    into(sql`two_factor (user_id, secret, confirmed_at)`, sql`${person}, 'x', now()`),
    into(sql`recovery_codes (user_id, hash)`, sql`${person}, sha256(n::text::bytea)`),
    into(sql`images (id, uploader_id, width, height, posted_at)`, sql`${idOf("image", n)}, ${member}, 1, 1, now()`),
    into(sql`message_images (message_id, image_id)`, sql`${idOf("message", n)}, ${idOf("image", n)}`),
    into(
      sql`audit_log (id, at, action, actor_id, target_id)`,
      sql`${idOf("entry", n)}, ${at}, CASE WHEN n % 2 = 0 THEN 'session/opened' ELSE 'user/changed' END, ${idOf("user", group)}, ${member}`,
    ),
  ];
}

type Four = [Sql, Sql, Sql, Sql];

/** Inserts `rows` of everything that people of the scene see in lists, so that every list of the app has as many for one of them. */
function ofScene(rows: number, { student, lecturer, assistant, admin, courseId, videoId, threadId, classThreadId }: School): Sql[] {
  const into = (target: Sql, values: Sql) => sql`INSERT INTO ${target} SELECT ${values} FROM generate_series(1, ${rows}::int) n`;
  const [asker, teacher, helper, boss] = [student, lecturer, assistant, admin].map(({ user: { id } }) => sql`${id}::uuid`) as Four;
  const [course, video, question, shared] = [courseId, videoId, threadId, classThreadId].map((id) => sql`${id}::uuid`) as Four;
  const at = sql`now() - n * interval '1 minute'`;
  const mate = idOf("classmate", n);
  const own = (kind: string) => idOf(`own ${kind}`, n);
  const payload = sql`(SELECT payload FROM notifications WHERE user_id = ${teacher} AND thread_id = ${question} LIMIT 1)`;
  const notify = (whom: Sql, kind: string, thread: Sql) =>
    into(
      sql`notifications (id, user_id, type, payload, thread_id, thread_version, created_at, read_at, seq)`,
      sql`${own(`${kind} notification`)}, ${whom}, 'thread/discussion', ${payload}, ${thread}, 1, ${at}, CASE WHEN n % 3 = 0 THEN now() END, 10 + n`,
    );
  return [
    into(
      sql`users (id, email, role, first_name, last_name, created_at)`,
      sql`${mate}, 'classmate-' || n || '@scene.example', 'student', 'Classmate', n, now() + n * interval '1 minute'`,
    ),
    into(sql`inbox (user_id, seq)`, sql`${mate}, 0`),
    into(sql`enrollments (course_id, student_id)`, sql`${course}, ${mate}`),
    into(
      sql`users (id, email, role, first_name, last_name, created_at)`,
      sql`${own("colleague")}, 'colleague-' || n || '@scene.example', 'lecturer', 'Colleague', n, now()`,
    ),
    into(sql`course_staff (course_id, user_id, part)`, sql`${course}, ${own("colleague")}, 'assistant'`),
    into(sql`course_blocks (course_id, user_id, blocked_by_id)`, sql`${course}, ${mate}, ${teacher}`),
    into(sql`invitations (user_id, link_id, expires_at, mail)`, sql`${mate}, ${own("link")}, now() + interval '1 day', 'failed'`),
    into(sql`courses (id, title, lecturer_id)`, sql`${own("course")}, 'Course ' || n, ${teacher}`),
    into(sql`course_staff (course_id, user_id, part)`, sql`${own("course")}, ${helper}, 'assistant'`),
    into(sql`enrollments (course_id, student_id)`, sql`${own("course")}, ${asker}`),
    into(sql`course_feeds (course_id, seq)`, sql`${own("course")}, 1`),
    into(
      sql`videos (id, course_id, title, url, duration_seconds, status)`,
      sql`${own("video")}, ${course}, 'Video ' || n, 'https://v.example/' || n, 600, 'ready'`,
    ),
    into(sql`caption_tracks (video_id, language, label, file)`, sql`${video}, 'en-x-' || n, 'Captions ' || n, 'captions'`),
    into(sql`video_progress (user_id, video_id, seconds)`, sql`${asker}, ${own("video")}, 5`),
    into(
      sql`threads (id, video_id, course_id, student_id, lecturer_id, question_text, video_timestamp_seconds, visibility,
        waiting_since, class_seq)`,
      sql`${own("thread")}, ${video}, ${course}, ${asker}, ${teacher}, 'Question ' || n, n,
        CASE WHEN n % 3 = 0 THEN 'private' ELSE 'class' END, CASE WHEN n % 4 > 0 THEN ${at} END, CASE WHEN n % 3 > 0 THEN 10 + n END`,
    ),
    into(
      sql`threads (id, video_id, course_id, student_id, lecturer_id, question_text, video_timestamp_seconds, answered_at)`,
      sql`${own("answered")}, ${own("video")}, ${course}, ${mate}, ${teacher}, 'Question ' || n, n, now()`,
    ),
    into(
      sql`messages (id, thread_id, position, author_id, author_role, content)`,
      sql`${own("first")}, ${own("thread")}, 1, ${asker}, 'student', n`,
    ),
    into(
      sql`messages (id, thread_id, position, author_id, author_role, content, endorsed_by_id, endorsed_at)`,
      sql`${own("message")}, ${question}, 10 + n, ${asker}, 'student', 'Message ' || n, ${teacher}, now()`,
    ),
    into(
      sql`messages (id, thread_id, position, author_id, author_role, content)`,
      sql`${own("answer")}, ${shared}, 10 + n, ${mate}, 'student', n`,
    ),
    into(sql`course_changes (course_id, thread_id, seq)`, sql`${course}, ${own("thread")}, 10 + n`),
    into(sql`muted_threads (user_id, thread_id)`, sql`${asker}, ${own("thread")}`),
    notify(teacher, "teacher's", own("thread")),
    notify(asker, "asker's", own("thread")),
    notify(asker, "asker's other", question),
    into(sql`sessions (id, user_id, expires_at)`, sql`${own("session")}, ${asker}, now() + interval '1 day'`),
    into(sql`audit_log (id, at, action, actor_id, target_id)`, sql`${own("entry")}, ${at}, 'session/opened', ${asker}, ${boss}`),
    sql`UPDATE threads SET version = version + 10 + ${rows}::int WHERE id IN (${joinSql([question, shared])})`,
    sql`UPDATE inbox SET seq = seq + 10 + ${rows}::int WHERE user_id IN (${joinSql([asker, teacher])})`,
    sql`INSERT INTO course_feeds (course_id, seq) VALUES (${course}, 10 + ${rows}::int)
      ON CONFLICT (course_id) DO UPDATE SET seq = course_feeds.seq + excluded.seq`,
  ];
}

/** Makes the school larger: from `from` to `to` rows in each table of `elsewhere`. `to` is a multiple of ten. */
export async function growSchool(from: number, to: number): Promise<void> {
  for (const statement of elsewhere(from + 1, to)) await write(statement);
}

/** Makes the scene with `rows` rows in each of its lists, in a school with `others` more rows in each table. */
export async function makeSchool(rows: number, others: number): Promise<School> {
  const scene = await makeClass();
  const [{ id: threadId }, { id: classThreadId }] = [await ask(scene), await askClass(scene)];
  const school: School = { ...scene, admin: await makePerson("admin"), threadId, classThreadId };
  if (others > 0) await growSchool(0, others);
  for (const statement of [...(others > 0 ? besides(1, others) : []), ...ofScene(rows, school)]) await write(statement);
  return school;
}
