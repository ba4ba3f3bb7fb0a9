import { hash, verify } from "@node-rs/argon2";
import { remember } from "../remember";

/** OWASP's figures for argon2id (algorithm 2 in this library): 19 MiB, two passes, one lane. Runs on the thread pool, off the event loop. */
const options = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password, options);
}

/** Something to compare with when there is no account, so that both answers take as long. */
const decoy = () => remember("auth.decoy", () => hashPassword(crypto.randomUUID()));

/** True when `password` is the one behind `stored`. With no `stored` hash it takes as long and is false. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  const matches = await verify(stored ?? (await decoy()), password);
  return matches && stored !== null;
}
