import { type Bar, percentile } from "../report";
import { oneMore } from "./crowd";
import type { Answer } from "./http";
import { range } from "./tally";
import { makeTarget, type Target } from "./target";

/** Times may differ by this much, in ms: less than a network hides. */
const toleratedMs = 5;
/**
 * The short form runs beside other tests, so its times are noisy. It also accepts a difference that is a fraction of the slowest answer, or
 * one that most rounds don't show. That still finds a leak: an answer without a password hash takes a quarter of the time, in nearly every
 * round.
 */
const measures = { whole: { part: 0, rounds: 0 }, quick: { part: 0.35, rounds: 0.75 } };
type Measure = (typeof measures)["whole"];

type Way = { name: string; path: string; bodies: Record<string, unknown> };

/** What must not tell the known from the unknown: everything but what names the request, and the time. */
const shape = ({ status, headers, text }: Answer) => {
  const { date: _date, "x-request-id": _id, "content-length": _length, ...rest } = headers;
  return JSON.stringify([status, rest, text]);
};

async function compare(
  target: Target,
  { name, path, bodies }: Way,
  rounds: number,
  measure: Measure,
): Promise<{ fault: string | null; summary: string }> {
  const times: Record<string, number[]> = {};
  const shapes = new Set<string>();
  for (const round of range(rounds)) {
    // In another order each time: what warms up or wears out must not look like a difference.
    const kinds = Object.entries(bodies).toSorted(() => Math.random() - 0.5);
    for (const [kind, body] of kinds) {
      const from = performance.now();
      const answer = await target.ask("nobody", "POST", path, { body });
      if (round > 2) times[kind] = [...(times[kind] ?? []), performance.now() - from];
      shapes.add(shape(answer));
    }
  }
  const medians = Object.entries(times)
    .map(([kind, ms]) => ({ kind, ms, median: percentile(ms, 50) }))
    .toSorted((one, other) => one.median - other.median);
  const [fastest, slowest] = [medians.at(0), medians.at(-1)];
  const apart = (slowest?.median ?? 0) - (fastest?.median ?? 0);
  const slower = slowest?.ms.filter((ms, round) => ms > (fastest?.ms[round] ?? 0)).length ?? 0;
  const isRevealed =
    apart > Math.max(toleratedMs, measure.part * (slowest?.median ?? 0)) && slower > measure.rounds * (slowest?.ms.length ?? 0);
  const summary = `${name} ${medians.map(({ kind, median }) => `${kind} ${median.toFixed(1)}`).join(", ")} ms`;
  if (shapes.size > 1) return { fault: `${name} answers in ${shapes.size} ways: ${[...shapes].join(" / ").slice(0, 300)}`, summary };
  return { fault: isRevealed ? `${summary}: ${apart.toFixed(1)} ms apart in ${slower} rounds of ${slowest?.ms.length}` : null, summary };
}

/** S8: nobody learns by text, header or time which address has an account, which token was one, or who was invited. */
export const s8: Bar = async (quick) => {
  const target = await makeTarget();
  try {
    const invited = await oneMore(target);
    const [ended] = await target.rows<{ id: string }>("SELECT id FROM sessions WHERE ended_at IS NOT NULL LIMIT 1");
    await target.rows(
      "INSERT INTO refresh_tokens (hash, session_id, expires_at) VALUES (sha256('once it was one'::bytea), $1::uuid, now() + interval '1 day')",
      [ended?.id],
    );
    const { student } = target.people;
    const secret = "a wrong password";
    const ways: Way[] = [
      {
        name: "sign-in",
        path: "/api/auth/login",
        bodies: {
          known: { email: student.email, password: secret },
          unknown: { email: "nobody-at-all@test.example", password: secret },
          invited: { email: invited.email, password: secret },
          "no address": { email: "no address", password: secret },
          NUL: { email: "a\0b@test.example", password: secret },
        },
      },
      {
        name: "forgotten",
        path: "/api/auth/password/forgot",
        bodies: { known: { email: student.email }, unknown: { email: "nobody-at-all@test.example" }, invited: { email: invited.email } },
      },
      {
        name: "refresh",
        path: "/api/auth/refresh",
        bodies: { ended: { refresh_token: "once it was one" }, invented: { refresh_token: "never was it one" } },
      },
    ];
    const found = [];
    for (const way of ways) {
      const measure = quick ? measures.quick : measures.whole;
      let result = await compare(target, way, quick ? 25 : 120, measure);
      // A difference of times is measured again before it counts: others work on this machine.
      if (result.fault?.includes("apart")) result = await compare(target, way, quick ? 60 : 240, measure);
      found.push(result);
    }
    const faults = found.flatMap(({ fault }) => fault ?? []);
    return {
      pass: faults.length === 0,
      result: [...found.map(({ summary }) => summary), ...faults.map((fault) => `✗ ${fault}`)].join("; "),
      figures: found,
    };
  } finally {
    await target.stop();
  }
};
