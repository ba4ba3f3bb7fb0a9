import { Agent, request } from "node:http";
import { connect, type Socket } from "node:net";
import { Readable } from "node:stream";
import type { Someone } from "./people";

export type Got = {
  status: number;
  /** Of the answer, and what the other side took of what was sent, its system's buffers included. */
  bytes: number;
  sent: number;
  text: string;
  headers: Record<string, unknown>;
};
export type Shot = {
  headers?: Record<string, string | string[]>;
  /** Text and bytes as they are, other things as JSON; a stream of bytes is sent as far as the other side takes it. */
  body?: unknown;
  as?: Someone;
  timeoutMs?: number;
  /** Keeps the answer's text, up to 1 MB of it. */
  reads?: boolean;
};

/** Somebody at an address of their own: all of 127.0.0.0/8 is this machine's, as a rule of its own network. */
export type Attacker = {
  address: string;
  /** Status 0: no answer, or cut. Never throws. */
  shoot(method: string, path: string, shot?: Shot): Promise<Got>;
  /** A bare connection. */
  open(first?: string | Uint8Array): Socket;
  close(): void;
};

let serial = 1;

/** The next attacker, who has done nothing so far. */
export function attacker(url: string, connections = 64): Attacker {
  serial++;
  const address = `127.0.${serial >> 8}.${serial & 255 || 1}`;
  const { port } = new URL(url);
  const at = { host: "127.0.0.1", port: Number(port), localAddress: address };
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return {
    address,
    shoot: (method, path, shot = {}) =>
      new Promise((resolve) => {
        const { body, as } = shot;
        const isStream = body instanceof Readable;
        const bytes =
          body === undefined || isStream
            ? null
            : Buffer.from(typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body));
        const headers = {
          ...(as && { authorization: `Bearer ${as.token}` }),
          ...(bytes && { "content-length": String(bytes.length), "content-type": "application/json" }),
          ...shot.headers,
        };
        let got: Got = { status: 0, bytes: 0, sent: 0, text: "", headers: {} };
        let written = () => 0;
        const done = () => resolve({ ...got, sent: written() });
        try {
          const sent = request({ ...at, method, path, headers, agent }, (response) => {
            got = { status: response.statusCode ?? 0, bytes: 0, sent: 0, text: "", headers: response.headers };
            response.on("data", (chunk: Buffer) => {
              got.bytes += chunk.length;
              if (shot.reads && got.text.length < 1_000_000) got.text += chunk.toString();
            });
            // What is still sent after the answer counts as well.
            if (!isStream) response.once("end", done);
            response.once("error", done);
          });
          sent.once("socket", (socket) => {
            const before = socket.bytesWritten;
            written = () => socket.bytesWritten - before;
          });
          // Also when bytes still trickle: no attack here takes longer.
          const deadline = setTimeout(() => sent.destroy(), shot.timeoutMs ?? 30_000);
          sent.once("error", done).once("close", () => {
            clearTimeout(deadline);
            done();
          });
          if (isStream) body.on("error", done).pipe(sent);
          else sent.end(bytes ?? undefined);
        } catch {
          done();
        }
      }),
    open(first) {
      const socket = connect(at);
      socket.on("error", () => undefined);
      if (first !== undefined) socket.write(first);
      return socket;
    },
    close: () => agent.destroy(),
  };
}

/** So many bytes of the same text, made as they are taken. */
export function lazily(bytes: number, piece: string): Readable {
  const chunk = Buffer.from(piece.repeat(Math.ceil(65_536 / piece.length)).slice(0, 65_536));
  let left = bytes;
  return new Readable({
    read() {
      if (left <= 0) return void this.push(null);
      this.push(left >= chunk.length ? chunk : chunk.subarray(0, left));
      left -= chunk.length;
    },
  });
}
