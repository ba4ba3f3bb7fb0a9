import { Agent, type IncomingHttpHeaders, request } from "node:http";
import { connect, type Socket } from "node:net";

export type Answer = { status: number; headers: IncomingHttpHeaders; text: string };
export type Ask = {
  headers?: Record<string, string | string[]>;
  /** Sent as it is; anything but text and bytes as JSON, with its content type. */
  body?: unknown;
  /** A connection of its own, closed after the answer. */
  alone?: boolean;
  timeoutMs?: number;
};

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

function bytesOf(body: unknown): { bytes: Buffer | null; isJson: boolean } {
  if (body === undefined) return { bytes: null, isJson: false };
  if (typeof body === "string") return { bytes: Buffer.from(body), isJson: false };
  if (body instanceof Uint8Array) return { bytes: Buffer.from(body), isJson: false };
  return { bytes: Buffer.from(JSON.stringify(body)), isJson: true };
}

/**
 * One request with exactly these headers: unlike `fetch` it also sends those a program should not, follows no redirect and sends the path as it is.
 * @throws Error when the connection breaks before the answer is whole, or no answer comes in time (60 s)
 */
export function send(url: string, method: string, path: string, ask: Ask = {}): Promise<Answer> {
  const { hostname, port } = new URL(url);
  const { bytes, isJson } = bytesOf(ask.body);
  const headers: Record<string, string | string[]> = {
    ...(isJson && { "content-type": "application/json" }),
    ...(bytes && { "content-length": String(bytes.length) }),
    ...ask.headers,
  };
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers, agent: ask.alone ? false : agent, timeout: ask.timeoutMs ?? 60_000 });
    sent.once("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.once("error", reject);
      response.once("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString() }),
      );
    });
    // An upgrade that is let through is an answer as well.
    sent.once("upgrade", (response, socket) => {
      socket.destroy();
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text: "" });
    });
    sent.once("timeout", () => sent.destroy(new Error(`no answer to ${method} ${path}`)));
    sent.once("error", (error: NodeJS.ErrnoException) => {
      // A kept connection that the server closed in that very moment: the request never arrived.
      if (sent.reusedSocket && error.code === "ECONNRESET") send(url, method, path, { ...ask, alone: true }).then(resolve, reject);
      else reject(error);
    });
    sent.end(bytes ?? undefined);
  });
}

/** What an envelope of ours says went wrong; undefined for any other text. */
export function errorOf(answer: Answer): string | undefined {
  try {
    return (JSON.parse(answer.text) as { error?: string }).error;
  } catch {
    return undefined;
  }
}

/** The `data` of a successful answer. @throws Error when it is none */
export function dataOf<Data>(answer: Answer): Data {
  const body = JSON.parse(answer.text) as { success: boolean; data: Data; error?: string };
  if (!body.success) throw new Error(`${answer.status} ${body.error}`);
  return body.data;
}

export type Wire = {
  socket: Socket;
  /** Everything that came so far. */
  received(): string;
  /** Waits until what came fits, or the other side closed. @throws Error after `ms` */
  until(fits: RegExp, ms?: number): Promise<string>;
  /** In ms since it was opened; null while it is open. */
  closedAfter(): number | null;
  closed(ms?: number): Promise<void>;
};

/** A bare TCP connection to a server, for what no HTTP client would send. */
export function wire(url: string, first: string | Uint8Array = ""): Wire {
  const { port } = new URL(url);
  const socket = connect(Number(port), "127.0.0.1");
  const from = performance.now();
  const chunks: Buffer[] = [];
  let closedAt: number | null = null;
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  socket.on("error", () => undefined);
  socket.once("close", () => {
    closedAt = performance.now() - from;
  });
  if (first.length > 0) socket.write(first);
  const received = () => Buffer.concat(chunks).toString("latin1");
  const wait = async (isSo: () => boolean, ms: number, what: string) => {
    const deadline = performance.now() + ms;
    while (!isSo()) {
      if (performance.now() > deadline) throw new Error(`${what} within ${ms} ms; there is ${JSON.stringify(received().slice(0, 200))}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  return {
    socket,
    received,
    async until(fits, ms = 5000) {
      await wait(() => fits.test(received()) || closedAt !== null, ms, `nothing like ${fits} came`);
      return received();
    },
    closedAfter: () => closedAt,
    closed: (ms = 5000) => wait(() => closedAt !== null, ms, "it was not closed"),
  };
}
