import { type Bar, percentile } from "../report";
import { oneMore } from "./crowd";
import type { Answer } from "./http";
import { range } from "./tally";
import { makeTarget, type Target } from "./target";

/** Times may differ by this much, in ms: less than a network hides. */
const toleratedMs = 5;
/**
 * The whole form compares medians. The short one runs beside other tests, which only ever make an answer slower: it compares the fastest ones, and
 * bears a part of the slowest of them. An answer without a hash takes a quarter of one with.
 */
const measures = { whole: { percent: 50, part: 0 }, quick: { percent: 0, part: 0.35 } };

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
  { percent, part }: { percent: number; part: number },
): Promise<{ fault: string | null; said: string }> {
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
  const measured = Object.entries(times).map(([kind, ms]) => [kind, percentile(ms, percent)] as const);
  const all = measured.map(([, ms]) => ms);
  const apart = Math.max(...all) - Math.min(...all);
  const tolerated = Math.max(toleratedMs, part * Math.max(...all));
  const said = `${name} ${measured.map(([kind, ms]) => `${kind} ${ms.toFixed(1)}`).join(", ")} ms`;
  if (shapes.size > 1) return { fault: `${name} answers in ${shapes.size} ways: ${[...shapes].join(" / ").slice(0, 300)}`, said };
  return { fault: apart > tolerated ? `${said}: ${apart.toFixed(1)} ms apart` : null, said };
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
      result: [...found.map(({ said }) => said), ...faults.map((fault) => `✗ ${fault}`)].join("; "),
      figures: found,
    };
  } finally {
    await target.stop();
  }
};
