import { describe, expect, inject, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, makeScene, type Person, testRequest } from "#lib/testing/factories.ts";
import { pool } from "../db/client";
import { read, sql } from "../db/sql";
import { isUnavailable } from "../db/unavailable";
import { addMessage } from "../discussions/add-message";

useTestDatabase();

const messagesOf = async (threadId: string) =>
  (await read<{ n: number }>(sql`SELECT count(*)::int AS n FROM messages WHERE thread_id = ${threadId}::uuid`))[0]?.n;

describe.runIf(inject("testServer"))("an inbox that somebody else holds", () => {
  it("lets a reply fail as a whole, as busy and without a stray promise, when what it changes is read and written", async () => {
    const scene = await makeScene();
    const { id } = await ask(scene);
    const reply = ({ caller }: Person) => addMessage({ caller, params: { id }, body: { content: "Like this." }, request: testRequest() });
    const holder = await pool().connect();
    await holder.query("BEGIN");
    await holder.query("SELECT 1 FROM inbox WHERE user_id = $1 FOR UPDATE", [scene.student.user.id]);
    // The question is unread to the lecturer, so the reply changes the lecturer's own inbox, too, and locks both.
    const error = await reply(scene.lecturer).catch((failed: unknown) => failed);
    await holder.query("ROLLBACK");
    holder.release();

    expect(isUnavailable(error)).toBe(true);
    const before = await messagesOf(id);
    await reply(scene.lecturer);
    expect(await messagesOf(id)).toBe((before ?? 0) + 1);
    expect(before).toBe(1);
  });
});
