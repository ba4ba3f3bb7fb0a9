import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { AppError } from "../errors";
import { remember } from "../remember";

/**
 * The policy of the page. Swagger UI sets styles while it runs. Nothing is loaded from elsewhere, and trial requests go to this server
 * only.
 */
const policyOf = (nonce: string) =>
  [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");

const pageOf = (nonce: string) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>API reference · Handraise</title>
<link rel="stylesheet" href="/api/docs/swagger-ui.css"><link rel="icon" href="/favicon.ico"></head>
<body><main id="reference"></main>
<script nonce="${nonce}" src="/api/docs/swagger-ui-bundle.js"></script>
<script nonce="${nonce}" src="/api/docs/start.js"></script></body></html>
`;
const start = `SwaggerUIBundle({ url: "/api/openapi.json", dom_id: "#reference", deepLinking: true, tagsSorter: "alpha", persistAuthorization: false });\n`;

const types: Record<string, string> = { css: "text/css; charset=utf-8", js: "text/javascript; charset=utf-8" };
const files = new Set(["swagger-ui.css", "swagger-ui-bundle.js"]);
const unkept = "private, no-store";
const day = "public, max-age=86400";

/** `GET /api/docs`: the reference as a page, which Swagger UI makes from `/api/openapi.json`. */
export async function apiReference(): Promise<Response> {
  const nonce = randomBytes(16).toString("base64");
  return new Response(pageOf(nonce), {
    headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": policyOf(nonce), "cache-control": unkept },
  });
}

/** A file that the page loads. @throws AppError not_found */
export async function apiReferenceFile({ params }: { params: { file: string } }): Promise<Response> {
  const { file } = params;
  const type = types[file.split(".").at(-1) ?? ""] ?? "";
  if (file === "start.js") return new Response(start, { headers: { "content-type": type, "cache-control": unkept } });
  if (!files.has(file)) throw new AppError("not_found", "Not found");
  return new Response(await contentOf(file), { headers: { "content-type": type, "cache-control": day } });
}

/** Reads a file once, because it has a megabyte and a half. */
function contentOf(file: string): Promise<Uint8Array<ArrayBuffer>> {
  return remember(`docs.${file}`, () =>
    readFile(join(dirname(createRequire(join(process.cwd(), "package.json")).resolve("swagger-ui-dist/package.json")), file)).then(
      (bytes) => new Uint8Array(bytes),
    ),
  );
}
