import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { config } from "../config";

const mapped = /^::ffff:(?=\d+\.)/i;

/** More than any chain of proxies has. A longer header is invented. */
const hopsMax = 32;

/**
 * The address that one hop of `X-Forwarded-For` names, in the forms that proxies write: plain, quoted, with a port, in brackets. Null for
 * anything else, such as `unknown`.
 */
function addressOf(hop: string): string | null {
  const bare = hop.trim().replace(/^"(.*)"$/, "$1");
  const [, bracketed, withPort] = /^(?:\[([^\]]*)\]|(\d+\.\d+\.\d+\.\d+))(?::\d{1,5})?$/.exec(bare) ?? [];
  const address = (bracketed ?? withPort ?? bare).replace(mapped, "");
  return isIP(address) > 0 ? address : null;
}

/**
 * The client's address: the connection's, or, as long as that is a proxy we trust, the one before it in `X-Forwarded-For`. Stops at a hop
 * that is no address, because the client may have written everything before it.
 */
export function clientAddress(request: IncomingMessage, trustProxy = config().trustProxy): string {
  const isTrusted = (address: string) => trustProxy.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
  let address = (request.socket.remoteAddress ?? "unknown").replace(mapped, "");
  if (isIP(address) === 0 || !isTrusted(address)) return address;
  const forwarded = String(request.headers["x-forwarded-for"] ?? "");
  const hops = forwarded.split(",").slice(-hopsMax);
  while (isTrusted(address)) {
    const before = addressOf(hops.pop() ?? "");
    if (before === null) break;
    address = before;
  }
  return address;
}
