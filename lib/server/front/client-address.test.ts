import type { IncomingMessage } from "node:http";
import { beforeAll, describe, expect, it } from "vitest";
import { config } from "../config";
import { clientAddress } from "./client-address";

beforeAll(() => config().trustProxy.addSubnet("10.0.0.0", 8, "ipv4"));

const from = (remoteAddress: string, forwarded?: string) =>
  clientAddress({
    socket: { remoteAddress },
    headers: { ...(forwarded && { "x-forwarded-for": forwarded }) },
  } as unknown as IncomingMessage);

describe("clientAddress", () => {
  it("believes forwarded addresses only from proxies it trusts, one hop each", () => {
    expect(from("203.0.113.5", "1.1.1.1")).toBe("203.0.113.5");
    expect(from("10.0.0.1", "1.1.1.1, 198.51.100.7")).toBe("198.51.100.7");
    expect(from("10.0.0.1", "1.1.1.1, 198.51.100.7, 10.9.9.9")).toBe("198.51.100.7");
    expect(from("::ffff:10.0.0.1", "nonsense")).toBe("10.0.0.1");
  });

  describe("a hop as proxies write it", () => {
    it.each([
      ["1.2.3.4:5678", "1.2.3.4"],
      ["[2001:db8::1]:443", "2001:db8::1"],
      ["[2001:db8::1]", "2001:db8::1"],
      ["2001:db8::1", "2001:db8::1"],
      ['"[2001:db8::1]:443"', "2001:db8::1"],
      ["::ffff:1.2.3.4", "1.2.3.4"],
      ["[::FFFF:1.2.3.4]:80", "1.2.3.4"],
    ])("%s is %s", (hop, address) => {
      expect(from("10.0.0.1", `6.6.6.6, ${hop}`)).toBe(address);
      expect(from("10.0.0.1", `6.6.6.6, ${hop}, 10.1.1.1:99`)).toBe(address);
    });

    it.each(["unknown", "_hidden", "1.2.3.4:port", "1.2.3.4:123456", "[1.2.3.4", "", "1.2.3"])("%s ends the walk", (hop) => {
      expect(from("10.0.0.1", `6.6.6.6, ${hop}`)).toBe("10.0.0.1");
      expect(from("10.0.0.1", `6.6.6.6, ${hop}, 10.1.1.1`)).toBe("10.1.1.1");
    });
  });

  it("walks over no more hops than proxies have", () => {
    expect(from("10.0.0.1", `6.6.6.6, ${"10.1.1.1,".repeat(5000)}10.1.1.1`)).toBe("10.1.1.1");
  });
});
