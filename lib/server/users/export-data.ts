import { texts } from "#lib/contract/errors.ts";
import { listSessions } from "../auth/list-sessions";
import { twoFactorOf } from "../auth/two-factor-state";
import type { Caller } from "../caller";
import { read, type Sql, sql } from "../db/sql";
import { AppError } from "../errors";
import { log } from "../log";
import { getPreferences } from "../notifications/preferences";
import { consume } from "../rate-limits";
import { remember } from "../remember";
import { exportedActs, exportedMessages, exportedNotifications, exportedPictures, exportedThreads, type Rows } from "./export-pages";

/** After this time, in ms, an export that nobody reads to its end is given up. */
const exportTimeoutMs = 10 * 60 * 1000;
/** The people whose export runs, and since when, in ms. */
const running = remember("exports", () => new Map<string, number>());

/**
 * Takes the person's only place.
 * @throws AppError too_many while another export of theirs runs on this process, or after a few within the hour
 */
async function begin(userId: string): Promise<() => void> {
  const since = running.get(userId);
  if (since !== undefined && Date.now() - since < exportTimeoutMs) throw new AppError("too_many", texts.exportRuns, { retryAfter: 30 });
  const mine = Date.now();
  running.set(userId, mine);
  const end = () => void (running.get(userId) === mine && running.delete(userId));
  try {
    await consume("dataExport", userId);
  } catch (error) {
    end();
    throw error;
  }
  return end;
}

/**
 * `GET /api/users/me/export`: everything that is stored about the caller and that they may see, as a file. Includes what others wrote in
 * their discussions, but no passwords, tokens or hashes. Written while it is read, a page at a time, so that a longer export needs no more
 * memory.
 * @throws AppError too_many
 */
export async function exportData({ caller }: { caller: Caller }): Promise<Response> {
  const end = await begin(caller.user.id);
  const parts = written(caller);
  try {
    // The first part is read here, so that its failure gets an ordinary answer.
    const first = await parts.next();
    return new Response(streamOf(first, parts, end), {
      headers: {
        "content-type": "application/json",
        "cache-control": "private, no-store",
        "content-disposition": 'attachment; filename="handraise.json"',
      },
    });
  } catch (error) {
    end();
    throw error;
  }
}

/** A stream that reads the next part when the one before has been sent. Ends when its reader leaves. */
function streamOf(first: IteratorResult<string>, parts: AsyncGenerator<string>, end: () => void): ReadableStream<Uint8Array> {
  const until = Date.now() + exportTimeoutMs;
  const encoder = new TextEncoder();
  let next: IteratorResult<string> | null = first;
  let isCancelled = false;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          if (Date.now() > until) throw new Error("an export took too long to be fetched");
          const part = next ?? (await parts.next());
          next = null;
          if (isCancelled) return;
          if (!part.done) return controller.enqueue(encoder.encode(part.value));
          controller.close();
        } catch (error) {
          // It is too late for another answer. What breaks off is no valid JSON, so nobody takes it for complete.
          log.warn({ err: error }, "an export broke off");
          controller.error(error);
        }
        end();
      },
      async cancel() {
        isCancelled = true;
        end();
        await parts.return(undefined);
      },
    },
    { highWaterMark: 1 },
  );
}

/** The JSON of the envelope, part by part. A part is about as large as a page of rows. */
async function* written(caller: Caller): AsyncGenerator<string> {
  const id = caller.user.id;
  const me = sql`${id}::uuid`;
  const known = {
    exported_at: new Date().toISOString(),
    user: caller.user,
    sessions: await listSessions({ caller }),
    two_factor: await twoFactorOf(id),
  };
  yield `{"success":true,"message":"Everything that is kept about you","data":${JSON.stringify(known).slice(0, -1)}`;
  yield* list("enrollments", [
    sql`
      SELECT e.course_id, c.title AS course_title, e.created_at
      FROM enrollments e JOIN courses c ON c.id = e.course_id
      WHERE e.student_id = ${me}
      ORDER BY e.created_at`,
  ]);
  yield* list("courses", [
    sql`SELECT id, title, description, created_at FROM courses WHERE lecturer_id = ${me} AND deleted_at IS NULL ORDER BY created_at`,
  ]);
  yield* list("blocks", [sql`SELECT course_id, reason, created_at FROM course_blocks WHERE user_id = ${me} ORDER BY created_at`]);
  yield* list("threads", exportedThreads(id));
  yield* list("messages", exportedMessages(id));
  yield* list("pictures", exportedPictures(id));
  yield* list("notifications", exportedNotifications(id));
  yield `,"preferences":${JSON.stringify(await getPreferences({ caller }))}`;
  yield* list("audit_log", exportedActs(id));
  yield "}}";
}

/** One list of the file. `[statement]` is a short form for lists of one page. */
async function* list(name: string, rows: Rows | [Sql]): AsyncGenerator<string> {
  const pages: Iterable<object[]> | Rows = Array.isArray(rows) ? [await read<object>(rows[0])] : rows;
  let separator = `,"${name}":[`;
  for await (const page of pages) {
    if (page.length === 0) continue;
    yield separator + page.map((row) => JSON.stringify(row)).join(",");
    separator = ",";
  }
  yield separator === "," ? "]" : `,"${name}":[]`;
}
