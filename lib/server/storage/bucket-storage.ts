import { createReadStream } from "node:fs";
import { mkdir, mkdtemp, open, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { S3Store } from "@tus/s3-store";
import { texts } from "#lib/contract/errors.ts";
import type { S3Config } from "../config";
import { AppError } from "../errors";
import type { Storage } from "./interface";
import { untrustedContentHeaders } from "./serve-file";

/** The size of one request to the bucket, in bytes: 10,000 parts of this size are 80 GB. */
const partBytes = 8 * 1024 ** 2;

/**
 * A bucket of Amazon S3, or of a server with the same protocol, shared by all processes. Clients reach it only by addresses that we signed.
 * @param work a folder for what is made from the files
 */
export function bucketStorage({ endpoint, bucket, region, credentials }: S3Config, work: string): Storage {
  const settings = {
    region,
    // Self-hosted servers rarely have a host name for each bucket, nor know the checksums that Amazon came to require.
    ...(endpoint && { endpoint, forcePathStyle: true }),
    ...(credentials && { credentials }),
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  } as const;
  const client = new S3Client(settings);
  const at = (name: string) => ({ Bucket: bucket, Key: name });
  const get = (name: string, extra: { IfNoneMatch?: string } = {}) =>
    client.send(new GetObjectCommand({ ...at(name), ...extra })).catch((error: unknown) => {
      if (error instanceof S3ServiceException && error.name === "NoSuchKey")
        throw new AppError("not_found", texts.fileMissing, { cause: error });
      throw error;
    });
  const remove = async (name: string) => void (await client.send(new DeleteObjectCommand(at(name))));

  return {
    // Without tags, which not every server knows. We remove unfinished uploads ourselves.
    uploads: new S3Store({ partSize: partBytes, useTags: false, s3ClientConfig: { ...settings, bucket } }),
    ensureSpace: async () => undefined,
    dropUploadMetadata: (name) => remove(`${name}.info`),
    async put(name, content, contentType) {
      const body =
        "path" in content
          ? { Body: createReadStream(content.path), ContentLength: (await stat(content.path)).size }
          : { Body: content.text };
      await client.send(new PutObjectCommand({ ...at(name), ...body, ContentType: contentType }));
    },
    async serve(name, contentType, _headers, seconds) {
      // The type is part of the signature, so the bucket answers with it whatever it stored.
      const command = new GetObjectCommand({ ...at(name), ResponseContentType: contentType, ResponseCacheControl: "private, no-cache" });
      const location = await getSignedUrl(client, command, { expiresIn: seconds });
      return new Response(null, { status: 302, headers: { location, "cache-control": "private, no-store" } });
    },
    async serveSmall(name, contentType, headers) {
      const { Body, ETag } = await get(name);
      const common = { ...untrustedContentHeaders(contentType), ...(ETag && { etag: ETag }) };
      const bytes = await Body?.transformToByteArray();
      if (ETag && headers.get("if-none-match") === ETag) return new Response(null, { status: 304, headers: common });
      return new Response(bytes as Uint8Array<ArrayBuffer> | undefined, { headers: common });
    },
    async withFile(name, use) {
      await mkdir(work, { recursive: true });
      const folder = await mkdtemp(join(work, "from-bucket-"));
      try {
        const path = join(folder, "file");
        const target = await open(path, "wx", 0o600);
        await pipeline((await get(name)).Body as Readable, target.createWriteStream());
        return await use(path);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    remove,
    // A bucket takes a file whole or not at all.
    sweep: async () => undefined,
    async removeAll(videoId) {
      const Prefix = `${videoId}/`;
      const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: bucket, Prefix }));
      for (const { Key, UploadId } of Uploads) await client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key, UploadId }));
      const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix }));
      for (const { Key } of Contents) if (Key) await remove(Key);
    },
  };
}
