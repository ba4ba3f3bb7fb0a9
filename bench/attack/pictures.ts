import { blankPng } from "#lib/testing/png.ts";
import { dataOf } from "./http";
import type { Target } from "./target";

/** A picture as people send it. */
export const png = blankPng(80, 45);

/** Pictures of the student by their ids: in the private thread, in the one of the class, and in no message yet. */
export async function addPictures({ ask, rows, scene }: Target): Promise<Record<"imageId" | "classImageId" | "ownImageId", string>> {
  const upload = async () => dataOf<{ id: string }>(await ask("student", "POST", "/api/images", { body: png })).id;
  const post = async (messageId: string) => {
    const id = await upload();
    await rows(`INSERT INTO message_images (message_id, image_id) VALUES ('${messageId}', '${id}')`);
    await rows(`UPDATE images SET posted_at = now() WHERE id = '${id}'`);
    return id;
  };
  return { imageId: await post(scene.questionId), classImageId: await post(scene.classAnswerId), ownImageId: await upload() };
}
