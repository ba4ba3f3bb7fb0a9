import { readFileSync } from "node:fs";
import type { Server as HttpServer, IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { assetPolicy, securityHeaders } from "../front/content-policy";
import { corsHeaders, type Origins } from "../http/origins";

/** Where the library serves its client, for a page or a browser's console. */
const path = "/socket.io/socket.io.js";

type Client = { etag: string; plain: Buffer; gzip: Buffer };

function readClient(): Client {
  const manifest = createRequire(import.meta.url).resolve("socket.io/package.json");
  const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
  const plain = readFileSync(join(dirname(manifest), "client-dist", "socket.io.min.js"));
  return { etag: `"${version}"`, plain, gzip: gzipSync(plain) };
}

/**
 * Answers `/socket.io/socket.io.js`, before Socket.IO's own listener. Because the library's `serveClient` compresses the file anew for each
 * request, which anyone may send, and leaves our headers out.
 */
export function serveClientFile(http: HttpServer, origins: Origins): void {
  const client = readClient();
  const others = http.listeners("request") as RequestListener[];
  http.removeAllListeners("request");
  http.on("request", (request, response) => {
    if (request.url?.split("?", 1)[0] === path) return answer(client, origins, request, response);
    for (const listener of others) listener.call(http, request, response);
  });
}

function answer({ etag, plain, gzip }: Client, origins: Origins, request: IncomingMessage, response: ServerResponse): void {
  for (const [name, value] of Object.entries({ ...securityHeaders, ...corsHeaders(request.headers.origin, origins) }))
    response.setHeader(name, value);
  response.setHeader("content-security-policy", assetPolicy);
  if (request.method !== "GET" && request.method !== "HEAD")
    return void response.writeHead(405, { allow: "GET, HEAD", connection: "close" }).end();
  response.setHeader("cache-control", "public, max-age=3600");
  response.setHeader("etag", etag);
  response.appendHeader("vary", "Accept-Encoding");
  if (request.headers["if-none-match"]?.slice(0, 200).includes(etag)) return void response.writeHead(304).end();
  const isSmall = /\bgzip\b/.test(String(request.headers["accept-encoding"] ?? "").slice(0, 200));
  const body = isSmall ? gzip : plain;
  response.writeHead(200, {
    "content-type": "text/javascript; charset=utf-8",
    "content-length": body.length,
    ...(isSmall && { "content-encoding": "gzip" }),
  });
  response.end(request.method === "HEAD" ? undefined : body);
}
