import { type Bar, pause } from "../report";
import { attacker } from "./attacker";
import { makeCrowd, oneMore } from "./crowd";
import { errorOf } from "./http";
import { password } from "./people";
import { each, range, Tally } from "./tally";
import { addressOf, makeTarget, type Target } from "./target";

type Found = { faults: string[]; notes: string[] };

/** Requests that come from any address that is named: the servers believe a proxy on loopback. */
async function ask(
  target: Target,
  at: number,
  ip: string,
  path: string,
  body: unknown,
): Promise<{ status: number; retryAfter: string; text: string }> {
  const answer = await target.ask("nobody", "POST", path, { at: at % target.apps.length, body, headers: { "x-forwarded-for": ip } });
  return { status: answer.status, retryAfter: String(answer.headers["retry-after"] ?? ""), text: answer.text };
}
const login = (target: Target, at: number, ip: string, email: string, secret: string) =>
  ask(target, at, ip, "/api/auth/login", { email, password: secret });

/** Every attack has a person and addresses of its own: what one is refused for, the next has not done. */
async function withPassword(target: Target): Promise<string> {
  const one = await oneMore(target);
  await target.rows("UPDATE users SET password_hash = (SELECT password_hash FROM users WHERE id = $1::uuid) WHERE id = $2::uuid", [
    target.people.student.id,
    one.id,
  ]);
  return one.email;
}

async function oneAccountOneAddress(target: Target, { faults, notes }: Found): Promise<void> {
  const email = await withPassword(target);
  const inTurn = new Tally();
  for (const n of range(14)) {
    const { status, retryAfter } = await login(target, n, "198.51.100.1", n % 2 ? email : ` ${email.toUpperCase()} `, `wrong ${n}`);
    inTurn.add(status);
    if (status === 429 && !(Number(retryAfter) > 0)) faults.push("429 without Retry-After");
  }
  if (inTurn.of(401) > 10 || inTurn.of(429) < 4) faults.push(`14 guesses in turn over ${target.apps.length} processes: ${inTurn}`);
  if ((await login(target, 0, "198.51.100.2", email, password)).status !== 200) faults.push("the right password from elsewhere is refused");
  const other = await withPassword(target);
  const atOnce = new Tally();
  await each(range(100), 100, async (n) => atOnce.add((await login(target, n, "198.51.100.3", other, `wrong ${n}`)).status));
  if (atOnce.of(401) > 20) faults.push(`100 guesses at once: ${atOnce}`);
  if (atOnce.broken + atOnce.of(0) > 0) faults.push(`100 guesses at once broke something: ${atOnce}`);
  notes.push(`in turn ${inTurn}; 100 at once ${atOnce}`);
}

async function oneAccountManyAddresses(target: Target, { faults, notes }: Found): Promise<void> {
  const email = await withPassword(target);
  await login(target, 0, "203.0.113.250", email, password);
  const tally = new Tally();
  await each(range(400), 20, async (n) => tally.add((await login(target, n, `203.0.113.${n % 200}`, email, `wrong ${n}`)).status));
  if (tally.of(401) > 200) faults.push(`one account from 200 addresses: ${tally}`);
  if ((await login(target, 1, "203.0.113.250", email, password)).status !== 200)
    faults.push("whoever signs in from where they always do is locked out by strangers' guesses");
  notes.push(`from 200 addresses ${tally}`);
  const six = await withPassword(target);
  const net = new Tally();
  for (const n of range(40)) net.add((await login(target, n, `2001:db8:1:2:${n.toString(16)}:${n}::1`, six, `wrong ${n}`)).status);
  if (net.of(401) > 10) faults.push(`one account from 40 addresses of one /64: ${net}`);
  notes.push(`of one /64 ${net}`);
}

async function aHall(target: Target, { faults, notes }: Found): Promise<void> {
  const ip = "192.0.2.10";
  const emails = await Promise.all(range(40).map(() => withPassword(target)));
  const tally = new Tally();
  await each(range(140), 4, async (n) => {
    const right = n % 7 < 2;
    const { status } = await login(target, n, ip, emails[n % emails.length] ?? "", right ? password : `wrong ${n}`);
    tally.add(status);
    if (right && status !== 200) faults.push(`a right password in a hall: ${status}`);
  });
  notes.push(`a hall ${tally}`);
  const spray = new Tally();
  const from = performance.now();
  await each(range(600), 10, async (n) =>
    spray.add((await login(target, n, "192.0.2.20", `sprayed-${n}@test.example`, "Summer2026!")).status),
  );
  // Beyond 300 an address is slowed down, to ten a second by each of the two processes, or refused.
  const seconds = (performance.now() - from) / 1000;
  if (spray.of(401) > 300 + 24 * seconds) faults.push(`600 accounts from one address in ${seconds.toFixed(0)} s: ${spray}`);
  if (spray.broken + spray.of(0) > 0) faults.push(`spraying broke something: ${spray}`);
  notes.push(`sprayed ${spray}`);
}

/** Headers that a client makes up. The connection is a proxy's that is believed: the last hop that is none of ours counts. */
async function madeUp(target: Target, { faults }: Found): Promise<void> {
  const claims = [
    (n: number) => `10.1.${n}.1, 198.51.100.66`,
    (n: number) => `10.1.${n}.1, 198.51.100.66:4711`,
    (n: number) => `10.1.${n}.1, unknown`,
    (n: number) => `10.1.${n}.1, [2001:db8::66]:80`,
  ];
  for (const [index, claim] of claims.entries()) {
    const email = await withPassword(target);
    const tally = new Tally();
    for (const n of range(14)) tally.add((await login(target, n, claim(n), email, `wrong ${n}`)).status);
    if (tally.of(401) > 10) faults.push(`a claim before the last hop is believed (${claim(0)}): ${tally}`);
    if (tally.total === tally.of(429) && index === 0) faults.push("nobody is let in at all");
  }
  const email = await withPassword(target);
  const tally = new Tally();
  for (const n of range(14)) {
    const headers = {
      "x-forwarded-for": "198.51.100.77",
      forwarded: `for=10.2.${n}.1`,
      "x-real-ip": `10.2.${n}.1`,
      "x-client-ip": `10.2.${n}.1`,
      "x-handraise-ip": `10.2.${n}.1`,
    };
    tally.add((await target.ask("nobody", "POST", "/api/auth/login", { body: { email, password: `wrong ${n}` }, headers })).status);
  }
  if (tally.of(401) > 10) faults.push(`other headers are believed: ${tally}`);
}

async function otherDoors(target: Target, { faults, notes }: Found): Promise<void> {
  const signUps = new Tally();
  await each(range(200), 10, async (n) => {
    const body = { email: `new-${n}@test.example`, password: "long enough it is", first_name: "A", last_name: "B" };
    signUps.add((await ask(target, n, "192.0.2.30", "/api/auth/register", body)).status);
  });
  if (signUps.of(201) > 120) faults.push(`sign-ups from one address in a minute: ${signUps}`);
  const notifications = await target.rows<{ count: string }>(
    "SELECT count(*) AS count FROM notifications WHERE type = 'user/created' AND user_id = $1::uuid",
    [target.people.admin.id],
  );
  if (Number(notifications[0]?.count) > 150) faults.push(`an admin was told ${notifications[0]?.count} times`);
  const refreshes = new Tally();
  await each(range(700), 10, async (n) =>
    refreshes.add((await ask(target, n, "192.0.2.40", "/api/auth/refresh", { refresh_token: `invented-${n}` })).status),
  );
  if (refreshes.of(401) > 610) faults.push(`invented refresh tokens: ${refreshes}`);
  const links = new Tally();
  await each(range(700), 10, async (n) =>
    links.add((await ask(target, n, "192.0.2.50", "/api/auth/password/link", { token: `invented-${n}` })).status),
  );
  if (links.of(404, 400) > 610) faults.push(`invented links: ${links}`);
  const forgot = new Tally();
  for (const n of range(8))
    forgot.add((await ask(target, n, `192.0.2.${60 + n}`, "/api/auth/password/forgot", { email: target.people.student.email })).status);
  if (forgot.of(200) > 3) faults.push(`links mailed to one address in an hour: ${forgot}`);
  notes.push(`sign-ups ${signUps}; refreshes ${refreshes}; links ${links}; forgotten ${forgot}`);
}

async function codes(target: Target, { faults, notes }: Found): Promise<void> {
  await target.rows("UPDATE courses SET enrolment_code = '4711' WHERE id = $1::uuid", [target.scene.otherCourseId]);
  const path = `/api/courses/${target.scene.otherCourseId}/enrollment`;
  const one = await oneMore(target);
  const guesser = attacker(addressOf(target.apps[0] as (typeof target.apps)[0]));
  const tally = new Tally();
  await each(range(40), 20, async (n) =>
    tally.add((await guesser.shoot("POST", path, { as: one, body: { enrolment_code: `${n}` } })).status),
  );
  if (tally.of(403, 400) > 12) faults.push(`an enrolment code guessed at by one person: ${tally}`);
  const many = new Tally();
  const crowd = await makeCrowd(target, 40);
  // Who has just signed up; those who are confirmed have ten guesses each, wherever they are.
  await target.rows("UPDATE users SET email_confirmed_at = NULL WHERE id = ANY($1::uuid[])", [crowd.map(({ id }) => id)]);
  await each(range(400), 20, async (n) => {
    const as = crowd[n % crowd.length];
    if (as) many.add((await guesser.shoot("POST", path, { as, body: { enrolment_code: `x${n}` } })).status);
  });
  if (many.of(403, 400) > 120) faults.push(`an enrolment code guessed at by 40 new persons of one address: ${many}`);
  guesser.close();
  const old = new Tally();
  for (const n of range(14))
    old.add(
      (
        await target.ask("student", "POST", "/api/auth/password", {
          at: n % 2,
          body: { current_password: `wrong ${n}`, new_password: "long enough it is" },
        })
      ).status,
    );
  if (old.of(401, 403, 400) > 10) faults.push(`one's own password guessed at: ${old}`);
  notes.push(`codes ${tally}; of 40 new persons ${many}; own password ${old}`);
}

/** S7: guesses of every kind, over two processes that share one Redis. */
export const s7: Bar = async () => {
  const target = await makeTarget({ processes: 2, limits: "on", env: { TRUST_PROXY: "127.0.0.1" } });
  const found: Found = { faults: [], notes: [] };
  try {
    for (const attack of [oneAccountOneAddress, oneAccountManyAddresses, aHall, madeUp, otherDoors, codes]) {
      await attack(target, found);
      await pause(50);
    }
    const probe = await login(target, 0, "192.0.2.99", "nobody@test.example", "wrong");
    if (errorOf({ status: probe.status, headers: {}, text: probe.text }) !== "Invalid email or password")
      found.faults.push(`a stranger is answered ${probe.status}`);
    return {
      pass: found.faults.length === 0,
      result: [...found.notes, ...found.faults.map((fault) => `✗ ${fault}`)].join("\n      "),
      figures: found,
    };
  } finally {
    await target.stop();
  }
};
