import { BlockList, isIP } from "node:net";
import { z } from "zod";

// How single variables of the environment are read (config.ts).

const secondsIn = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

export const duration = z
  .string()
  .regex(/^[1-9]\d{0,8}[smhd]$/, "must be a number with a unit, such as 30s, 15m, 12h or 30d")
  .transform((text) => Number(text.slice(0, -1)) * secondsIn[text.slice(-1) as keyof typeof secondsIn]);

export const unitBytes = { "": 1, KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3, TB: 1024 ** 4 } as const;

export const bytes = z
  .string()
  .regex(/^[1-9]\d{0,12}(KB|MB|GB|TB)?$/, "must be a number of bytes, such as 500MB or 5GB")
  .transform((text) => Number.parseInt(text, 10) * unitBytes[text.replace(/^\d+/, "") as keyof typeof unitBytes]);

export const list = z.string().transform((text) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean),
);

export const originOf = (text: string): string | null => {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url && /^https?:$/.test(url.protocol) && url.pathname === "/" && !url.search && !url.hash ? url.origin : null;
};

export function blockList(addresses: string[]): BlockList {
  const trusted = new BlockList();
  for (const entry of addresses) {
    const [address = "", bits] = entry.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (bits === undefined) trusted.addAddress(address, family);
    else trusted.addSubnet(address, Number(bits), family);
  }
  return trusted;
}

export const address = z.string().refine((entry) => {
  const [ip = "", bits, ...rest] = entry.split("/");
  const family = isIP(ip);
  return family > 0 && rest.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 6 ? 128 : 32)));
}, "must hold IP addresses or ranges such as 10.0.0.0/8, separated by commas");

export const isRedisUrl = (text: string) =>
  URL.canParse(text) && /^rediss?:\/\/[^/]/.test(text) && /^(\/\d*)?$/.test(new URL(text).pathname);

export const isSmtpUrl = (text: string) => URL.canParse(text) && /^smtps?:\/\/[^/]/.test(text);

export const secret = z
  .string()
  .refine((text) => Buffer.byteLength(text) >= 32, "must have at least 32 bytes; several are separated by commas");
