import type { Bar } from "../report";
import { dataOf } from "./http";
import { makeTarget } from "./target";

/** What is asked of a password's hash (OWASP): memory in KiB, passes, lanes. */
const least = { memory: 19_456, passes: 2, lanes: 1 };

/** S9: secrets that people have go through every door there is, and are then looked for in every column of every table. */
export const s9: Bar = async () => {
  const target = await makeTarget({ limits: "off" });
  const { ask, rows, people } = target;
  const faults: string[] = [];
  try {
    const chosen = "a-planted-password-9e1c";
    const changed = "a-planted-password-47d0";
    const email = "planted@test.example";
    const user = dataOf<{ tokens: { access_token: string; refresh_token: string } }>(
      await ask("nobody", "POST", "/api/auth/register", { body: { email, password: chosen, first_name: "A", last_name: "B" } }),
    );
    const wrong = "a-planted-guess-1f3b";
    await ask("nobody", "POST", "/api/auth/login", { body: { email, password: wrong } });
    await ask("nobody", "POST", "/api/auth/login", { body: { email: chosen, password: wrong } });
    const signedIn = dataOf<typeof user>(await ask("nobody", "POST", "/api/auth/login", { body: { email, password: chosen } }));
    const rotated = dataOf<typeof user>(
      await ask("nobody", "POST", "/api/auth/refresh", { body: { refresh_token: signedIn.tokens.refresh_token } }),
    );
    const bearer = { authorization: `Bearer ${rotated.tokens.access_token}` };
    await ask("nobody", "POST", "/api/auth/password", { headers: bearer, body: { current_password: chosen, new_password: changed } });
    const link = dataOf<{ url: string }>(await ask("admin", "POST", `/api/users/${people.victim.id}/link`, { body: {} }));
    const invitation = dataOf<{ invitation_url: string }>(
      await ask("admin", "POST", "/api/users", {
        body: { email: "invited@test.example", first_name: "A", last_name: "B", role: "student" },
      }),
    );
    await ask("nobody", "POST", "/api/auth/password/forgot", { body: { email } });
    const secrets: Record<string, string> = {
      "a password that was chosen": chosen,
      "a password that was changed to": changed,
      "a guess": wrong,
      "an access token": user.tokens.access_token.split(".")[2] ?? "",
      "a refresh token": user.tokens.refresh_token,
      "a refresh token that was replaced": signedIn.tokens.refresh_token,
      "its successor": rotated.tokens.refresh_token,
      "a link": link.url.split("#")[1] ?? "",
      "an invitation": invitation.invitation_url.split("#")[1] ?? "",
    };
    const tables = await rows<{ schema: string; name: string }>(
      "SELECT table_schema AS schema, table_name AS name FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND table_schema IN ('public', 'pgboss')",
    );
    let searched = 0;
    for (const { schema, name } of tables)
      for (const [what, secret] of Object.entries(secrets)) {
        searched++;
        if (secret.length < 8) faults.push(`${what} was not given out`);
        // As text, and as the bytes that a column of bytes would hold.
        const [found] = await rows<{ count: string }>(
          `SELECT count(*) AS count FROM "${schema}"."${name}" t WHERE position($1 IN t::text) > 0 OR position($2 IN t::text) > 0`,
          [secret, Buffer.from(secret).toString("hex")],
        );
        if (Number(found?.count) > 0) faults.push(`${what} stands in ${schema}.${name}`);
      }
    const hashes = await rows<{ hash: string }>("SELECT password_hash AS hash FROM users WHERE password_hash IS NOT NULL");
    for (const { hash } of hashes) {
      const [, memory, passes, lanes] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$/.exec(hash) ?? [];
      if (!(Number(memory) >= least.memory && Number(passes) >= least.passes && Number(lanes) === least.lanes))
        faults.push(`a hash is ${hash.slice(0, 30)}…`);
    }
    const salts = new Set(hashes.filter(({ hash }) => hash).map(({ hash }) => hash.split("$")[4]));
    if (salts.size < 2) faults.push("hashes share a salt");
    return {
      pass: faults.length === 0,
      result: `${Object.keys(secrets).length} secrets not in ${tables.length} tables (${searched} searches); ${hashes.length} hashes argon2id${faults.map((fault) => `\n      ✗ ${fault}`).join("")}`,
      figures: { faults },
    };
  } finally {
    await target.stop();
  }
};
