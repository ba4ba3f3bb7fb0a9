import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { config } from "#lib/server/config.ts";
import { read, sql, write } from "#lib/server/db/sql.ts";
import { front } from "#lib/server/front/front.ts";
import { processVideo } from "#lib/server/videos/process-video.ts";
import { removeReplaced, replaceVideo } from "#lib/server/videos/replace-file.ts";
import { uploadHandler } from "#lib/server/videos/serve-uploads.ts";
import type { Person } from "./factories";

/** A new data folder for each test of a file. */
export function useDataFolder(): void {
  const before = config().dataDir;
  beforeEach(() => {
    config().dataDir = mkdtempSync(join(tmpdir(), "handraise-data-"));
  });
  afterEach(() => rmSync(config().dataDir, { recursive: true, force: true }));
  afterAll(() => {
    config().dataDir = before;
  });
}

export type Sent = { status: number; headers: Headers; error: string | undefined };
export type UploadServer = {
  url(): string;
  /** Sends a request of tus, with the headers that all of them have. */
  send(method: string, path: string, person: Person | null, headers?: Record<string, string>, body?: Uint8Array): Promise<Sent>;
  /** Sends a PATCH of `length` announced bytes, and breaks the connection after `body`. */
  cut(path: string, person: Person, offset: number, body: Uint8Array, length: number): Promise<void>;
  /** Ends the server and starts another one on the same port, as a restart of the process does. */
  restart(): Promise<void>;
};

/** Starts the real server of uploads on a free port for the tests of a file. */
export function useUploadServer(): UploadServer {
  const make = () => createServer(front(uploadHandler((_request, response) => response.writeHead(404).end())));
  let http = make();
  const listen = (port = 0) => new Promise<void>((resolve) => http.listen(port, "127.0.0.1", resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      http.close(() => resolve());
      http.closeAllConnections();
    });
  const port = () => (http.address() as AddressInfo).port;
  beforeAll(() => listen());
  afterAll(close);
  const url = () => `http://127.0.0.1:${port()}`;
  return {
    url,
    async send(method, path, person, headers = {}, body) {
      const answer = await fetch(`${url()}${path}`, {
        method,
        headers: {
          ...(person && { authorization: `Bearer ${person.token}` }),
          "tus-resumable": "1.0.0",
          // So that no connection outlives a restart of the server.
          connection: "close",
          ...(method === "PATCH" && { "content-type": "application/offset+octet-stream" }),
          ...headers,
        },
        ...(body && { body: body as Uint8Array<ArrayBuffer> }),
      });
      const text = await answer.text();
      return {
        status: answer.status,
        headers: answer.headers,
        error: text === "" ? undefined : (JSON.parse(text) as { error: string }).error,
      };
    },
    cut: (path, person, offset, body, length) =>
      new Promise((resolve, reject) => {
        const socket = connect(port(), "127.0.0.1");
        socket.once("error", reject);
        const lines = [
          `PATCH ${path} HTTP/1.1`,
          "Host: localhost",
          `Authorization: Bearer ${person.token}`,
          "Tus-Resumable: 1.0.0",
          "Content-Type: application/offset+octet-stream",
          `Upload-Offset: ${offset}`,
          `Content-Length: ${length}`,
        ];
        socket.write(`${lines.join("\r\n")}\r\n\r\n`);
        socket.write(body, () => setTimeout(() => socket.destroy(), 300));
        socket.once("close", () => resolve());
      }),
    async restart() {
      const before = port();
      await close();
      http = make();
      await listen(before);
    },
  };
}

/** Does the waiting jobs of videos, as the workers of a process do. */
export async function processUploads(isLast = true): Promise<void> {
  const rows = await read<{ id: string; data: { kind: string; data: { videoId: string; uploadId: string; names: string[] } } }>(
    sql`SELECT id, data FROM pgboss.job WHERE state = 'created' AND data->>'kind' IN ('process-video', 'replace-video', 'remove-files')
      ORDER BY created_on`,
  );
  for (const { id, data } of rows) {
    const run = { signal: new AbortController().signal, isLast };
    if (data.kind === "process-video") await processVideo(data.data, run);
    else if (data.kind === "replace-video") await replaceVideo(data.data, run);
    else await removeReplaced(data.data, run);
    await write(sql`UPDATE pgboss.job SET state = 'completed' WHERE id = ${id}`);
  }
}
