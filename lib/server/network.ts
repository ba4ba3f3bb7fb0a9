import { isIP } from "node:net";

/** The groups of one side of `::`. An IPv4 address at the end counts as two. */
const groupsOf = (side: string): string[] =>
  side === "" ? [] : side.split(":").flatMap((group) => (group.includes(".") ? ["0", "0"] : [group]));

/**
 * The part of an address that counts as one: an IPv4 address, or an IPv6 network of 64 bits. Because a single customer has all 2^64
 * addresses of such a network (RFC 6177). Any other text stays as it is.
 */
export function networkOf(ip: string): string {
  const [address = ""] = ip.split("%");
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? [];
  if (mapped) return mapped;
  if (isIP(address) !== 6) return ip;
  const [head = "", tail = ""] = address.split("::");
  const [front, back] = [groupsOf(head), groupsOf(tail)];
  const zeros = Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => "0");
  const network = [...front, ...zeros, ...back].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(":")}::/64`;
}
