import { wire } from "./http";

/** What is sent on a connection at first and each second after it, and how long that may go on, in s. */
const senders = [
  { what: "a head", first: "GET / HTTP/1.1\r\nhost: a\r\n", more: "x: 1\r\n", endsAfter: 20 },
  {
    what: "a body",
    first: "POST /api/auth/login HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 5000\r\n\r\n",
    more: " ",
    endsAfter: 60,
  },
];
/** How much later it may be, in s: connections are looked at every five seconds, by a machine that is busy. */
const grace = 20;

/** Begins to send a head and a body that never end. @returns what waits until their time is over and says what is wrong */
export function sendSlowly(url: string): () => Promise<string[]> {
  const from = performance.now();
  const sent = senders.map(({ what, first, more, endsAfter }) => {
    const line = wire(url, first);
    const drip = setInterval(() => line.socket.writable && line.socket.write(more), 1000);
    return async () => {
      const left = from + 1000 * (endsAfter + grace) - performance.now();
      await line.closed(Math.max(0, left)).catch(() => undefined);
      clearInterval(drip);
      line.socket.destroy();
      const seconds = (line.closedAfter() ?? Number.POSITIVE_INFINITY) / 1000;
      const isRight = seconds > endsAfter - 2 && seconds < endsAfter + grace && line.received().startsWith("HTTP/1.1 408 ");
      return isRight ? [] : [`${what} that never ends: closed after ${seconds.toFixed(0)} s, answered ${line.received().slice(0, 40)}`];
    };
  });
  return async () => (await Promise.all(sent.map((result) => result()))).flat();
}
