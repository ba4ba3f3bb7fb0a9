import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import * as configured from "../config";
import { makeGauges } from "../start/gauges";
import { front } from "./front";

useTestDatabase();
makeGauges({ engine: { clientsCount: 3 } });

const open: Server[] = [];
let configSpy: ReturnType<typeof vi.spyOn> | undefined;
afterEach(() => {
  configSpy?.mockRestore();
  for (const server of open.splice(0)) server.close();
});

async function start(metricsToken: string | null): Promise<string> {
  const settings = configured.config();
  configSpy = vi.spyOn(configured, "config").mockReturnValue({ ...settings, metricsToken });
  const server = createServer(front((_request, response) => response.end("next")));
  open.push(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`;
}
const status = async (url: string, headers: Record<string, string> = {}) => (await fetch(url, { headers })).status;
const token = "a-token-for-prometheus";

describe("the metrics", () => {
  it("are Prometheus' text: process, requests by route, sockets, database, jobs", async () => {
    const url = await start(null);
    await fetch(url.replace("/metrics", "/courses"));
    const answer = await fetch(url);
    const text = await answer.text();

    expect(answer.headers.get("content-type")).toContain("text/plain");
    for (const line of [
      /^process_resident_memory_bytes \d/m,
      /^handraise_http_request_duration_seconds_count\{method="GET",route="page",status="200"\} [1-9]/m,
      /^handraise_sockets 3$/m,
      /^handraise_database_connections \d/m,
      /^handraise_jobs_waiting \d/m,
    ])
      expect(text).toMatch(line);
  });

  it("are for this machine alone without a token, and never through a proxy", async () => {
    const url = await start(null);
    expect(await status(url)).toBe(200);
    for (const name of ["x-forwarded-for", "x-forwarded-proto", "forwarded", "x-real-ip", "via"])
      expect(await status(url, { [name]: "127.0.0.1" }), name).toBe(401);
  });

  it("are for whoever has the token where there is one", async () => {
    const url = await start(token);
    expect(await status(url)).toBe(401);
    expect(await status(url, { authorization: `Bearer ${token}x` })).toBe(401);
    expect(await status(url, { authorization: `Bearer ${token}`, "x-forwarded-for": "203.0.113.1" })).toBe(200);
    expect((await fetch(url, { method: "POST", headers: { authorization: `Bearer ${token}` } })).status).toBe(405);
  });
});
