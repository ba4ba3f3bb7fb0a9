import { connectTo } from "#lib/testing/processes.ts";
import type { Listening } from "#lib/testing/sockets.ts";
import type { AppServer } from "../../e2e/server";
import { type Bar, pause } from "../report";
import { dataOf, send } from "./http";
import { emit } from "./listeners";
import { password } from "./people";
import { bearer, signIn } from "./sessions";
import { addressOf, makeTarget, type Target } from "./target";
import { type Check, createTried, summarize } from "./tried";

/** Someone whose access is about to be taken away, with a second session elsewhere. */
type Loser = { id: string; email: string; access: string; refresh: string; sessionId: string; elsewhere: string };

const sessionOf = (token: string) => (JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as { sid: string }).sid;

async function makeLoser({ ask, url }: Target, name: string): Promise<Loser> {
  const email = `${name}-${crypto.randomUUID().slice(0, 8)}@test.example`;
  const made = await ask("admin", "POST", "/api/users", {
    body: { email, first_name: "Loses", last_name: name, role: "student", password },
  });
  const [here, elsewhere] = [await signIn(url, email), await signIn(url, email)];
  return {
    id: dataOf<{ id: string }>(made).id,
    email,
    access: here.access_token,
    refresh: here.refresh_token,
    sessionId: sessionOf(here.access_token),
    elsewhere: elsewhere.access_token,
  };
}

/** The process at which nothing is taken away. */
const otherOf = ({ apps }: Target) => addressOf(apps[1] as AppServer);

type Taking = (loser: Loser, target: Target) => Promise<unknown>;

/** Every way in which access ends, done at the first process, or past both. */
const takings: Record<string, Taking> = {
  "signing out": ({ access }, { url }) => send(url, "POST", "/api/auth/logout", bearer(access)),
  "ended from another device": ({ elsewhere, sessionId }, { url }) =>
    send(url, "DELETE", `/api/auth/sessions/${sessionId}`, bearer(elsewhere)),
  "all others ended": ({ elsewhere }, { url }) => send(url, "DELETE", "/api/auth/sessions", bearer(elsewhere)),
  "a password change": ({ elsewhere }, { url }) =>
    send(url, "POST", "/api/auth/password", {
      ...bearer(elsewhere),
      body: { current_password: password, new_password: "another-password-1" },
    }),
  "a password by link": async ({ id }, { url, ask }) => {
    const token = dataOf<{ url: string }>(await ask("admin", "POST", `/api/users/${id}/link`)).url.split("#")[1];
    await send(url, "POST", "/api/auth/password/reset", { body: { token, password: "another-password-1" } });
  },
  "a refresh token used twice": async ({ refresh, sessionId }, { url, rows }) => {
    const again = () => send(url, "POST", "/api/auth/refresh", { body: { refresh_token: refresh } });
    await again();
    await rows("UPDATE refresh_tokens SET rotated_at = now() - interval '11 seconds' WHERE rotated_at IS NOT NULL AND session_id = $1", [
      sessionId,
    ]);
    await again();
  },
  "an admin ends the session": ({ id, sessionId }, { ask }) => ask("admin", "DELETE", `/api/users/${id}/sessions/${sessionId}`),
  "an admin ends all sessions": ({ id }, { ask }) => ask("admin", "DELETE", `/api/users/${id}/sessions`),
  "an admin deletes the person": ({ id }, { ask }) => ask("admin", "DELETE", `/api/users/${id}`),
  "the person deletes the account": ({ elsewhere }, { url }) =>
    send(url, "DELETE", "/api/users/me", { ...bearer(elsewhere), body: { password } }),
  "ended in the database": ({ sessionId }, { rows }) => rows("UPDATE sessions SET ended_at = now() WHERE id = $1", [sessionId]),
  "it runs out": ({ sessionId }, { rows }) => rows("UPDATE sessions SET expires_at = now() WHERE id = $1", [sessionId]),
};

/** Takes away from one person at a time of many; when the socket on the other process was cut, in ms. */
async function takeAway(target: Target, when: string, check: Check): Promise<number> {
  const second = otherOf(target);
  let slowest = 0;
  const losers: { name: string; taking: Taking; loser: Loser; socket: Listening }[] = [];
  for (const [name, taking] of Object.entries(takings)) {
    const loser = await makeLoser(target, name.replaceAll(" ", "-"));
    losers.push({ name, taking, loser, socket: await connectTo(second, loser.access) });
  }
  for (const { name, taking, loser, socket } of losers) {
    const cut = new Promise<string>((resolve) => socket.client.once("disconnect", resolve));
    await taking(loser, target);
    const from = performance.now();
    const { status } = await send(second, "GET", "/api/auth/me", bearer(loser.access));
    check(`${name}, ${when}: REST at once`, status === 401, status);
    const reason = await Promise.race([cut, pause(5000).then(() => "still open")]);
    slowest = Math.max(slowest, performance.now() - from);
    check(`${name}, ${when}: the socket within 5 s`, reason === "io server disconnect", reason);
    socket.client.disconnect();
  }
  return slowest;
}

/** A course changes hands: who taught it hears nothing more of its threads. */
async function takeThread(target: Target, when: string, check: Check): Promise<void> {
  const { scene, people, ask } = target;
  const second = otherOf(target);
  const before = await connectTo(second, people.lecturer.token);
  const joined = await emit(before.client, "thread:join", { threadId: scene.threadId });
  check(`the lecturer listens, ${when}`, joined?.ok === true, joined);
  const give = (lecturer_id: string) => ask("admin", "PATCH", `/api/courses/${scene.courseId}`, { body: { lecturer_id } });
  await give(people.otherLecturer.id);
  const { status } = await send(second, "GET", `/api/discussions/threads/${scene.threadId}`, bearer(people.lecturer.token));
  check(`a thread taken away, ${when}: REST at once`, status === 403, status);
  await pause(5000);
  before.received.length = 0;
  await ask("student", "POST", `/api/discussions/threads/${scene.threadId}/messages`, {
    body: { content: "Not for who taught it before" },
  });
  await pause(1500);
  const received = before.received.filter(({ event }) => event.startsWith("thread:") || event === "notification");
  check(`a thread taken away, ${when}: no event after 5 s`, received.length === 0, received);
  before.client.disconnect();
  await give(people.lecturer.id);
  await pause(1000);
}

/** S15: access that is revoked at one process ends at the other within 5 s, with Redis, without it, and after it is back. */
export const s15: Bar = async (quick) => {
  const target = await makeTarget({ processes: 2 });
  const { tried, check } = createTried();
  const slowest: string[] = [];
  const phase = async (when: string) => {
    slowest.push(`${when} ${Math.round(await takeAway(target, when, check))}`);
    if (!quick || when === "Redis away") await takeThread(target, when, check);
  };
  try {
    await phase("Redis there");
    await target.redis?.stop();
    await phase("Redis away");
    await target.redis?.start();
    const deadline = Date.now() + 20_000;
    while ((await send(otherOf(target), "GET", "/api/ready")).status !== 200 && Date.now() < deadline) await pause(200);
    if (!quick) await phase("Redis back");
  } finally {
    await target.stop();
  }
  return summarize(tried, `, slowest cut in ms: ${slowest.join(", ")}`);
};
