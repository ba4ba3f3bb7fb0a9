import type { Bar } from "../report";
import { changed, sharedTarget } from "./target";

/** Headers by which Next talks to itself: a client that sends them must not get past a check. */
const inner: Record<string, string>[] = [
  { "x-middleware-subrequest": "middleware:middleware:middleware:middleware:middleware" },
  { "x-middleware-subrequest": "src/middleware:src/middleware:src/middleware:src/middleware:src/middleware" },
  { "x-middleware-next": "1" },
  { "x-middleware-rewrite": "/api/health" },
  { "x-invoke-path": "/api/users" },
  { "x-matched-path": "/admin/users" },
  { "x-now-route-matches": "1=admin" },
  { "next-resume": "1" },
];

/** S13: nothing protected leaves by the framework's own ways in. */
export const s13: Bar = async () => {
  const target = await sharedTarget();
  const before = await target.fingerprint();
  let attempts = 0;
  const leaks: string[] = [];
  for (const headers of inner) {
    const { status } = await target.ask("nobody", "GET", "/api/users", { headers });
    attempts++;
    if (status !== 401) leaks.push(`/api/users with ${Object.keys(headers)}: ${status}`);
  }
  const rows = changed(before, await target.fingerprint());
  return {
    pass: leaks.length + rows.length === 0,
    result: `${attempts} attempts, ${leaks.length} leaks, ${rows.length} tables changed ${leaks.join("; ")}`,
  };
};
