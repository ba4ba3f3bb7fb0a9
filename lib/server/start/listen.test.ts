import { createServer } from "node:http";
import { networkInterfaces } from "node:os";
import { afterEach, describe, expect, it } from "vitest";
import { freePort } from "#lib/testing/throwaway-postgres.ts";
import { listen, requireFreePort } from "./listen";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});
const hasIpv6 = Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ address }) => address === "::1"));

async function serve(port: number, host: string): Promise<void> {
  const http = createServer((_request, response) => response.end("ok"));
  closing.push(await listen(http, { port, host }, 511), () => http.close());
}

describe("listening", () => {
  it.runIf(hasIpv6)("answers on both loopback addresses", async () => {
    const port = await freePort();
    await serve(port, "127.0.0.1");
    for (const host of ["127.0.0.1", "[::1]"]) expect(await (await fetch(`http://${host}:${port}`)).text()).toBe("ok");
  });

  it("says in a sentence that the port is in use, before and when it listens", async () => {
    const port = await freePort();
    await requireFreePort({ port, host: "127.0.0.1" });
    await serve(port, "127.0.0.1");
    const sentence = `Port ${port} is in use. Set PORT to another one, or stop what runs there.`;
    await expect(requireFreePort({ port, host: "127.0.0.1" })).rejects.toThrow(sentence);
    await expect(serve(port, "127.0.0.1")).rejects.toThrow(sentence);
  });
});
