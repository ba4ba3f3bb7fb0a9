import type { IdParams } from "#lib/contract/courses.ts";
import { texts } from "#lib/contract/errors.ts";
import type { Caller } from "../caller";
import { read, sql } from "../db/sql";
import { canReadSql } from "../discussions/access";
import { AppError, isAppError } from "../errors";
import type { RequestContext } from "../http/request-context";
import { imageFile, imageType } from "../storage/image-file";
import { storage } from "../storage/storage";

type Input = { caller: Caller; params: IdParams; request: RequestContext };

/**
 * `GET /api/images/:id`: to its uploader before a message names it, afterwards to whoever may read such a message. Access is checked on
 * every request. Nobody else learns whether there is one.
 * @throws AppError not_found
 */
export async function servePicture({ caller, params, request }: Input): Promise<Response> {
  const userId = caller.user.id;
  const found = await read(sql`
    SELECT 1 FROM images i WHERE i.id = ${params.id}::uuid AND i.deleted_at IS NULL
      AND ((i.posted_at IS NULL AND i.uploader_id = ${userId}::uuid) OR EXISTS (
        SELECT 1 FROM message_images u JOIN messages m ON m.id = u.message_id JOIN threads t ON t.id = m.thread_id
        JOIN courses c ON c.id = t.course_id AND c.deleted_at IS NULL LEFT JOIN videos v ON v.id = t.video_id
        WHERE u.image_id = i.id AND (t.video_id IS NULL OR v.deleted_at IS NULL) AND ${canReadSql(userId)}))`);
  const isNotThere = (error: unknown) => isAppError(error) && error.code === "not_found";
  if (found.length === 0) throw new AppError("not_found", texts.pictureNotFound);
  return storage()
    .serveSmall(imageFile(params.id), imageType, request.headers)
    .catch((error: unknown) => {
      throw isNotThere(error) ? new AppError("not_found", texts.pictureNotFound, { cause: error }) : error;
    });
}
