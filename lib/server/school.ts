import type { School } from "#lib/contract/school.ts";
import { read, sql } from "./db/sql";
import { log } from "./log";
import { remember } from "./remember";
import { withTimeout } from "./with-timeout";

/** What is shown of the school, and its logo's bytes (PNG). */
export type SchoolFace = School & { picture: { hash: string; bytes: Buffer } | null };

const none: SchoolFace = { name: null, contact: null, imprint: null, privacy: null, logo: null, picture: null };

/** After this time, in ms, it is read again: news of a change on another process may have been lost. */
const cacheMs = 10_000;
/** How long a page waits for it, in ms. Without an answer it shows what was known. */
const readTimeoutMs = 2000;

type Kept = { face: SchoolFace; readAt: number; isForgotten: boolean; reading: Promise<void> | null };
const cached = () => remember<Kept>("school", () => ({ face: none, readAt: Number.NEGATIVE_INFINITY, isForgotten: true, reading: null }));

/**
 * The school's face, which each process keeps. It is read again after a change, which every process hears of, and every 10 s while it is
 * asked for. Never throws: without a database it is what was known last.
 */
export async function schoolFace(): Promise<SchoolFace> {
  const state = cached();
  if (!state.isForgotten && performance.now() - state.readAt < cacheMs) return state.face;
  const reading = state.reading ?? reload(state);
  if (state.isForgotten) await reading;
  return state.face;
}

/** What everybody may read of the school. */
export async function school(): Promise<School> {
  const { picture: _, ...shown } = await schoolFace();
  return shown;
}

/** Makes the next look read it again. Called on every process after a change. */
export function invalidateSchool(): void {
  const state = cached();
  state.isForgotten = true;
  // What is being read may be from before the change.
  state.reading = null;
}

type Row = {
  name: string | null;
  contact: string | null;
  imprint: string | null;
  privacy: string | null;
  logo: Buffer | null;
  hash: string | null;
  width: number | null;
  height: number | null;
};

function reload(state: Kept): Promise<void> {
  const isNewest = () => state.reading === mine;
  const mine: Promise<void> = withTimeout(readFace(), readTimeoutMs, "the school was not read in time").then(
    (face) => {
      if (isNewest()) Object.assign(state, { face, readAt: performance.now(), isForgotten: false, reading: null });
    },
    (error: unknown) => {
      log.warn({ err: error }, "the school could not be read; pages show what was known of it");
      if (isNewest()) Object.assign(state, { readAt: performance.now(), isForgotten: false, reading: null });
    },
  );
  state.reading = mine;
  return mine;
}

async function readFace(): Promise<SchoolFace> {
  const [row] = await read<Row>(sql`
    SELECT name, contact, imprint, privacy, logo, logo_hash AS hash, logo_width AS width, logo_height AS height FROM school`);
  if (!row) return none;
  const { name, contact, imprint, privacy, logo: bytes, hash, width, height } = row;
  const has = bytes !== null && hash !== null && width !== null && height !== null;
  return {
    ...{ name, contact, imprint, privacy },
    logo: has ? { path: `/api/school/logo/${hash}`, width, height } : null,
    picture: has ? { hash, bytes } : null,
  };
}
