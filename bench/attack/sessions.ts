import { connectTo } from "#lib/testing/processes.ts";
import { type Bar, pause } from "../report";
import { type Answer, dataOf, send } from "./http";
import { password, type Someone } from "./people";
import { sharedTarget, type Target } from "./target";
import { summarize, type Tried } from "./tried";

type Tokens = { access_token: string; refresh_token: string };
type Count = (name: string, isRight: boolean, seen?: unknown) => void;

export const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

/** Signs someone in as a program does. */
export async function signIn(url: string, email: string, secret = password): Promise<Tokens> {
  return dataOf<{ tokens: Tokens }>(await send(url, "POST", "/api/auth/login", { body: { email, password: secret } })).tokens;
}

const refreshing = (url: string, refresh_token: string) => send(url, "POST", "/api/auth/refresh", { body: { refresh_token } });
const statusOf = async (url: string, token: string) => (await send(url, "GET", "/api/auth/me", bearer(token))).status;
const successorOf = (answer: Answer) => dataOf<{ tokens: Tokens }>(answer).tokens;
const times = <Value>(count: number, make: (n: number) => Promise<Value>) => Promise.all(Array.from({ length: count }, (_, n) => make(n)));

async function races({ url, people, rows }: Target, count: Count): Promise<void> {
  const first = await signIn(url, people.victim.email);
  const answers = await times(20, () => refreshing(url, first.refresh_token));
  const successors = new Set(answers.map((answer) => (answer.status === 200 ? successorOf(answer).refresh_token : answer.status)));
  count("20 refreshes at once have one successor", successors.size === 1 && answers[0]?.status === 200, [...successors].length);
  let last = successorOf(answers[0] as Answer);
  for (let n = 0; n < 5; n++) last = successorOf(await refreshing(url, last.refresh_token));
  count("a chain goes on", (await statusOf(url, last.access_token)) === 200);
  const { client } = await connectTo(url, last.access_token);
  const cut = new Promise<string>((resolve) => client.once("disconnect", resolve));
  await rows("UPDATE refresh_tokens SET rotated_at = rotated_at - interval '11 seconds' WHERE rotated_at IS NOT NULL");
  const from = performance.now();
  count("a token used again after 10 s is refused", (await refreshing(url, first.refresh_token)).status === 401);
  count("and its whole family", (await refreshing(url, last.refresh_token)).status === 401);
  count("and its access token", (await statusOf(url, last.access_token)) === 401);
  const reason = await Promise.race([cut, pause(5000).then(() => "still open")]);
  count("and its socket within 5 s", reason === "io server disconnect", `${reason} after ${Math.round(performance.now() - from)} ms`);
  client.disconnect();
}

async function afterTheEnd({ url, people, ask }: Target, count: Count): Promise<void> {
  const isOver = async (name: string, { access_token, refresh_token }: Tokens) => {
    count(`${name}: the access token`, (await statusOf(url, access_token)) === 401);
    count(`${name}: the refresh token`, (await refreshing(url, refresh_token)).status === 401);
  };
  const { email } = people.victim;
  const out = await signIn(url, email);
  await send(url, "POST", "/api/auth/logout", bearer(out.access_token));
  await isOver("after signing out", out);
  const [here, elsewhere] = [await signIn(url, email), await signIn(url, email)];
  const change = (new_password: string) =>
    send(url, "POST", "/api/auth/password", { ...bearer(here.access_token), body: { current_password: password, new_password } });
  const changes = await Promise.all([change("the-first-of-two-passwords"), change("the-second-of-two-passwords")]);
  const statuses = changes.map(({ status }) => status).sort();
  count("of two password changes at once one is made", statuses.join() === "200,400", statuses);
  await isOver("after a password change, elsewhere", elsewhere);
  count("after a password change, here", (await statusOf(url, here.access_token)) === 200);

  const link = dataOf<{ url: string }>(await ask("admin", "POST", `/api/users/${people.victim.id}/link`)).url.split("#")[1];
  const uses = await times(30, (n) =>
    send(url, "POST", "/api/auth/password/reset", { body: { token: link, password: `the-password-of-use-${n}` } }),
  );
  const good = uses.filter(({ status }) => status === 200).length;
  count(
    "a link used 30 times at once is good once",
    good === 1 && uses.every(({ status }) => [200, 404].includes(status)),
    uses.map(({ status }) => status),
  );
  await isOver("after a link was used", here);
  const winner = uses.findIndex(({ status }) => status === 200);
  const last = await signIn(url, email, `the-password-of-use-${winner}`);
  await ask("admin", "DELETE", `/api/users/${people.victim.id}`);
  await isOver("after deletion", last);
}

/** Two admins who remove each other at the same time, in every way there is: one must remain. */
async function lastAdmins({ url, people, rows }: Target, restore: () => Promise<void>, rounds: number, count: Count): Promise<void> {
  const { admin, secondAdmin } = people;
  const by = (actor: Someone, target: Someone, way: number) => {
    const path = `/api/users/${target.id}`;
    return way === 0
      ? send(url, "DELETE", path, bearer(actor.token))
      : send(url, "PATCH", path, { ...bearer(actor.token), body: { role: "student" } });
  };
  for (let round = 0; round < rounds; round++) {
    const answers = await Promise.all([by(admin, secondAdmin, round % 2), by(secondAdmin, admin, (round >> 1) % 2)]);
    const [left] = await rows<{ n: number }>("SELECT count(*)::int AS n FROM users WHERE role = 'admin' AND deleted_at IS NULL");
    count("an admin remains", left?.n === 1, `${left?.n} left by ${answers.map(({ status }) => status)}`);
    count(
      "without an error of ours",
      answers.every(({ status }) => status < 500),
      answers.map(({ status }) => status),
    );
    await restore();
  }
}

/** S4: sessions, their tokens and links, used at once, again, and after they ended. */
export const s4: Bar = async (quick) => {
  const target = await sharedTarget();
  const tried: Tried = { attempts: 0, faults: [] };
  const count: Count = (name, isRight, seen) => {
    tried.attempts++;
    if (!isRight) tried.faults.push(`not so: ${name}${seen === undefined ? "" : ` (${JSON.stringify(seen)})`}`);
  };
  const restore = await target.save();
  for (const part of [
    () => races(target, count),
    () => afterTheEnd(target, count),
    () => lastAdmins(target, restore, quick ? 6 : 16, count),
  ]) {
    await part();
    await restore();
  }
  return summarize(tried);
};
