import { randomBytes } from "node:crypto";
import { request } from "node:http";
import type { Socket } from "node:net";

/** A WebSocket at the level of frames (RFC 6455), for what no client library would send. */
export type RawWebSocket = {
  /** Of the handshake: 101 when it was let in. */
  status: number;
  socket: Socket | null;
  messages: (string | Buffer)[];
  /** One whole message; bytes go as binary. */
  send(message: string | Buffer): void;
  frame(opcode: number, payload: Buffer, options?: { isLast?: boolean }): void;
  /** The next message that was not taken yet; null when the connection closes first. @throws Error after `ms` */
  next(ms?: number): Promise<string | Buffer | null>;
  isClosed(): boolean;
  /** @throws Error when it is still open after `ms` */
  closed(ms?: number): Promise<void>;
  close(): void;
};

const opcodes = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

export function frameOf(opcode: number, payload: Buffer, isLast = true): Buffer {
  const { length } = payload;
  const size = length < 126 ? Buffer.from([0x80 | length]) : Buffer.alloc(length < 65_536 ? 3 : 9);
  if (length >= 126 && length < 65_536) {
    size.writeUInt8(0x80 | 126, 0);
    size.writeUInt16BE(length, 1);
  } else if (length >= 65_536) {
    size.writeUInt8(0x80 | 127, 0);
    size.writeBigUInt64BE(BigInt(length), 1);
  }
  const mask = randomBytes(4);
  const masked = Buffer.from(payload.map((byte, index) => byte ^ (mask[index & 3] ?? 0)));
  return Buffer.concat([Buffer.from([(isLast ? 0x80 : 0) | opcode]), size, mask, masked]);
}

/** Takes whole frames off the front of what came. @returns what is left */
function readFrames(bytes: Buffer, take: (opcode: number, payload: Buffer) => void): Buffer {
  let rest = bytes;
  for (;;) {
    const [first, second] = rest;
    if (first === undefined || second === undefined) return rest;
    const short = second & 0x7f;
    const start = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (rest.length < start) return rest;
    const length = short < 126 ? short : short === 126 ? rest.readUInt16BE(2) : Number(rest.readBigUInt64BE(2));
    if (rest.length < start + length) return rest;
    take(first & 0x0f, rest.subarray(start, start + length));
    rest = rest.subarray(start + length);
  }
}

/** Opens a WebSocket and keeps the server's answer, even a refusal. Answers the pings of the WebSocket protocol. */
export async function openWebSocket(url: string, path: string, headers: Record<string, string> = {}): Promise<RawWebSocket> {
  const { hostname, port } = new URL(url);
  const key = randomBytes(16).toString("base64");
  const asked = request({
    ...{ hostname, port, path, agent: false },
    headers: { connection: "Upgrade", upgrade: "websocket", "sec-websocket-version": "13", "sec-websocket-key": key, ...headers },
  });
  asked.end();
  const messages: (string | Buffer)[] = [];
  let taken = 0;
  let isOver = false;
  const { status, socket, head } = await new Promise<{ status: number; socket: Socket | null; head: Buffer }>((resolve) => {
    asked.once("upgrade", (response, socket, head) => resolve({ status: response.statusCode ?? 0, socket: socket as Socket, head }));
    asked.once("response", (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, socket: null, head: Buffer.alloc(0) });
    });
    asked.once("error", () => resolve({ status: 0, socket: null, head: Buffer.alloc(0) }));
  });
  if (!socket) isOver = true;
  const frame = (opcode: number, payload: Buffer, { isLast = true } = {}) => void socket?.write(frameOf(opcode, payload, isLast));
  let rest: Buffer = Buffer.alloc(0);
  const read = (chunk: Buffer) => {
    rest = readFrames(Buffer.concat([rest, chunk]), (opcode, payload) => {
      if (opcode === opcodes.text) messages.push(payload.toString());
      if (opcode === opcodes.binary) messages.push(Buffer.from(payload));
      if (opcode === opcodes.ping) frame(opcodes.pong, payload);
      if (opcode === opcodes.close) socket?.end(frameOf(opcodes.close, payload));
    });
  };
  read(head);
  socket?.on("data", read);
  socket?.on("error", () => undefined);
  socket?.once("close", () => {
    isOver = true;
  });
  const until = async (isSo: () => boolean, ms: number, what: string) => {
    const deadline = performance.now() + ms;
    while (!isSo()) {
      if (performance.now() > deadline) throw new Error(`${what} in ${ms} ms`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  return {
    ...{ status, socket, messages, frame },
    send: (message) => (typeof message === "string" ? frame(opcodes.text, Buffer.from(message)) : frame(opcodes.binary, message)),
    async next(ms = 5000) {
      await until(() => messages.length > taken || isOver, ms, "no message");
      const message = messages[taken];
      if (message === undefined) return null;
      taken++;
      return message;
    },
    isClosed: () => isOver,
    closed: (ms = 5000) => until(() => isOver, ms, "not closed"),
    close: () => void socket?.destroy(),
  };
}
