import { once } from "node:events";
import { Agent, createServer, type IncomingMessage, type RequestOptions, request } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { ApiRequest } from "../http/request-context";
import { serveApi, throughNext } from "./serve-api";

const large = JSON.stringify("long ".repeat(2000));
const json = (text: string) =>
  new Response(text, { headers: { "content-type": "application/json", "content-length": String(Buffer.byteLength(text)) } });
const cancelled = vi.fn();

const table = {
  "/api/echo/[id]": {
    POST: async (given: Request, { params }: { params: Promise<{ id: string }> }) =>
      json(JSON.stringify({ id: (await params).id, url: given.url, text: await given.text(), type: given.headers.get("content-type") })),
  },
  "/api/direct": {
    POST: Object.assign(() => json("through a Request"), {
      direct: async ({ url, method, headers, body }: ApiRequest) => {
        const parts = [];
        if (headers.get("x-read") !== "no") for await (const part of body ?? []) parts.push(part as Uint8Array);
        return {
          status: 201,
          headers: { "x-own": "1" },
          text: JSON.stringify({ url, method, text: Buffer.concat(parts).toString(), large }),
        };
      },
    }),
  },
  "/api/unread": { POST: async () => json("{}") },
  "/api/large": { GET: async () => json(large) },
  "/api/endless": {
    GET: async () =>
      new Response(new ReadableStream({ pull: (to) => to.enqueue(new Uint8Array(65_536)), cancel: cancelled }), {
        headers: { "content-type": "video/mp4" },
      }),
  },
  "/api/cookies": {
    GET: async () => {
      const headers = new Headers({ "x-a": "1" });
      headers.append("set-cookie", "a=1");
      headers.append("set-cookie", "b=2");
      return new Response(null, { status: 204, headers });
    },
  },
  "/api/auth/[...nextauth]": throughNext,
};

const server = createServer(serveApi(table, (_request, response) => response.end("next")));
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
let port = 0;
beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  agent.destroy();
  server.closeAllConnections();
  server.close();
});

async function send(method: string, path: string, options: RequestOptions = {}, body = "") {
  const sent = request({ host: "127.0.0.1", port, method, path, agent, ...options });
  sent.end(body);
  const [answer] = (await once(sent, "response")) as [IncomingMessage];
  const bytes = Buffer.concat(await answer.toArray());
  return { status: answer.statusCode, headers: answer.headers, bytes, text: bytes.toString() };
}

describe("serving the API", () => {
  it("hands over address, parameters, headers and body", async () => {
    const { text } = await send("POST", "/api/echo/a%20b?c=d", { headers: { "content-type": "text/x", host: "evil.example" } }, "Zoë");
    expect(JSON.parse(text)).toEqual({ id: "a b", url: "http://localhost/api/echo/a%20b?c=d", text: "Zoë", type: "text/x" });
  });

  it("calls without a Request what can be called so, and answers it alike", async () => {
    const { status, headers, text } = await send("POST", "/api/direct?c=d", {}, "Zoë");
    expect({ status, ...headers }).toMatchObject({
      status: 201,
      "x-own": "1",
      vary: "Accept-Encoding",
      "content-length": String(Buffer.byteLength(text)),
    });
    expect(JSON.parse(text)).toEqual({ url: "http://localhost/api/direct?c=d", method: "POST", text: "Zoë", large });
    const packed = await send("POST", "/api/direct", { headers: { "accept-encoding": "gzip" } }, "");
    expect(JSON.parse(gunzipSync(packed.bytes).toString())).toMatchObject({ text: "" });

    const unread = { headers: { "x-read": "no" } };
    for (const _ of "ab") expect((await send("POST", "/api/direct", unread, "a".repeat(600_000))).status).toBe(201);
  });

  it("goes on with a connection whose last body nobody read", async () => {
    const body = "a".repeat(600_000);
    expect((await send("POST", "/api/unread", {}, body)).text).toBe("{}");
    expect((await send("POST", "/api/unread", {}, body)).text).toBe("{}");
  });

  it("compresses long JSON for who takes it, and says that answers differ by it", async () => {
    const plain = await send("GET", "/api/large");
    const packed = await send("GET", "/api/large", { headers: { "accept-encoding": "br;q=1, gzip" } });
    const refused = await send("GET", "/api/large", { headers: { "accept-encoding": "gzip;q=0" } });

    expect(plain).toMatchObject({ text: large, headers: { vary: "Accept-Encoding", "content-length": String(large.length) } });
    expect(packed.headers).toMatchObject({ "content-encoding": "gzip", "content-length": String(packed.bytes.byteLength) });
    expect(gunzipSync(packed.bytes).toString()).toBe(large);
    expect(refused.text).toBe(large);
  });

  it("answers HEAD by GET without its body, and ends what would have been read", async () => {
    expect(await send("HEAD", "/api/large")).toMatchObject({ status: 200, text: "", headers: { "content-length": String(large.length) } });
    cancelled.mockClear();
    expect(await send("HEAD", "/api/endless")).toMatchObject({ status: 200, text: "" });
    expect(cancelled).toHaveBeenCalledOnce();
  });

  it("ends the reading when the client goes away", async () => {
    cancelled.mockClear();
    const socket = connect(port, "127.0.0.1");
    socket.write("GET /api/endless HTTP/1.1\r\nhost: a\r\n\r\n");
    await once(socket, "data");
    socket.destroy();
    await expect.poll(() => cancelled).toHaveBeenCalledOnce();
  });

  it("sets each cookie by a header of its own", async () => {
    expect(await send("GET", "/api/cookies")).toMatchObject({ status: 204, headers: { "x-a": "1", "set-cookie": ["a=1", "b=2"] } });
  });

  it("says which methods an address takes", async () => {
    expect(await send("DELETE", "/api/large")).toMatchObject({
      ...{ status: 405, headers: { allow: "GET, HEAD" } },
      text: '{"success":false,"error":"This address takes GET, HEAD"}',
    });
  });

  it.each(["/", "/api/auth/csrf", "/api/large/", "/api/none"])("leaves %s to Next", async (path) => {
    expect((await send("GET", path)).text).toBe("next");
  });
});
