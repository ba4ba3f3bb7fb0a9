import { mkdir, mkdtemp, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { v7 as uuid } from "uuid";
import { texts } from "#lib/contract/errors.ts";
import type { Image } from "#lib/contract/images.ts";
import { limits } from "#lib/contract/limits.ts";
import { pictureAddress } from "#lib/contract/picture-address.ts";
import type { Caller } from "../caller";
import { consumeFor, consumerOf } from "../consume-for";
import { read, sql, write } from "../db/sql";
import { AppError } from "../errors";
import { pictureKind, pictureKindBytes } from "../file-signature";
import type { RequestContext } from "../http/request-context";
import { keyedQueue } from "../keyed-queue";
import { remember } from "../remember";
import { imageFile, imageType } from "../storage/image-file";
import { storage, workFolder } from "../storage/storage";
import { shrinkPicture } from "./shrink-picture";

/** One picture of a person after the other, however small their files are. */
const inTurn = () => remember("images.turns", () => keyedQueue());

/**
 * `POST /api/images`: takes a picture for a message that is still being written. Until a message of theirs names it, it is its uploader's
 * only; after a day it goes (prune-images.ts). What is kept is a WebP that we made, without name and metadata.
 * @throws AppError invalid_input, too_large, too_many; conflict when too many are in no message yet; unavailable
 */
export async function uploadPicture({ caller, request }: { caller: Caller; request: RequestContext }): Promise<Image> {
  await consumeFor("picture", consumerOf(caller, request.ip));
  return inTurn()(caller.user.id, async () => {
    await requireFewUnposted(caller.user.id);
    return inWorkFolder(async (folder) => {
      const [received, made] = [join(folder, "given"), join(folder, "made")];
      await receive(request.file, received);
      const size = await shrinkPicture(received, made);
      return storePicture(caller.user.id, made, size);
    });
  });
}

async function requireFewUnposted(userId: string): Promise<void> {
  const [unposted] = await read<{ count: number }>(sql`
    SELECT count(*)::int AS count FROM images WHERE uploader_id = ${userId}::uuid AND posted_at IS NULL AND deleted_at IS NULL`);
  if (unposted && unposted.count >= limits.imagesUnposted) throw new AppError("conflict", texts.tooManyUnposted);
}

async function inWorkFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  await mkdir(workFolder(), { recursive: true });
  const folder = await mkdtemp(join(workFolder(), "picture-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Writes the body to a file as it comes, so that many that come at once take no memory. Refuses no picture at its first bytes. */
async function receive(body: AsyncIterable<Uint8Array> | undefined, path: string): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    let head = new Uint8Array();
    for await (const chunk of body ?? []) {
      if (head.length < pictureKindBytes) {
        head = Buffer.concat([head, chunk.subarray(0, pictureKindBytes)]);
        if (head.length >= pictureKindBytes) requirePicture(head);
      }
      await file.write(chunk);
    }
    if (head.length < pictureKindBytes) requirePicture(head);
  } finally {
    await file.close();
  }
}

function requirePicture(head: Uint8Array): void {
  if (pictureKind(head) === null) throw new AppError("invalid_input", texts.noPicture);
}

/** The row comes first: a file without one would never be found again. */
async function storePicture(uploaderId: string, path: string, { width, height }: { width: number; height: number }): Promise<Image> {
  await storage().ensureSpace(limits.imageBytes);
  const id = uuid();
  await write(sql`INSERT INTO images (id, uploader_id, width, height) VALUES (${id}::uuid, ${uploaderId}::uuid, ${width}, ${height})`);
  await storage().put(imageFile(id), { path, canMove: true }, imageType);
  return { id, url: pictureAddress(id, width, height), width, height };
}
