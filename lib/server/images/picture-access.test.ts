import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { texts } from "#lib/contract/errors.ts";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, askClass, type ClassScene, makeClass, makePerson, makeStudent, type Person, testRequest } from "#lib/testing/factories.ts";
import { doJobs } from "#lib/testing/jobs.ts";
import { upload } from "#lib/testing/pictures.ts";
import { useDataFolder } from "#lib/testing/uploads.ts";
import { config } from "../config";
import { read, sql, write } from "../db/sql";
import { addMessage } from "../discussions/add-message";
import { deleteMessage, editMessage } from "../discussions/change-message";
import { changeThread } from "../discussions/change-status";
import { deleteThread } from "../discussions/delete-thread";
import { deleteVideo } from "../videos/delete-video";
import { pruneImages } from "./prune-images";
import { servePicture } from "./serve-picture";

useTestDatabase();
useDataFolder();

const by = ({ caller }: Person, id: string) => ({ caller, params: { id } });
const say = (person: Person, id: string, content: string) => addMessage({ ...by(person, id), body: { content }, request: testRequest() });
const shows = ({ id, url }: { id: string; url: string }) => `Look: ![Picture](${url}) of ${id.length}`;
const isStored = (id: string) => existsSync(join(config().dataDir, "media", "images", `${id}.webp`));

async function statusFor(person: Person, id: string): Promise<number> {
  try {
    const answer = await servePicture({ ...by(person, id), request: testRequest() });
    await answer.body?.cancel();
    return answer.status;
  } catch (error) {
    expect((error as Error).message).toBe(texts.pictureNotFound);
    return 404;
  }
}

async function seenBy(scene: ClassScene, id: string) {
  const people = { ...scene, classmate: scene.classmates[0], admin: await makePerson("admin"), stranger: await makeStudent() };
  const found: string[] = [];
  for (const name of ["student", "lecturer", "assistant", "classmate", "admin", "stranger"] as const)
    if ((await statusFor(people[name], id)) === 200) found.push(name);
  return found;
}

describe("a picture", () => {
  it("is its uploader's only until a message names it, and then its readers'", async () => {
    const scene = await makeClass();
    const picture = await upload(scene.student);

    expect(await seenBy(scene, picture.id)).toEqual(["student"]);

    const thread = await ask(scene, shows(picture));
    expect(await seenBy(scene, picture.id)).toEqual(["student", "lecturer", "assistant"]);

    const answer = await upload(scene.lecturer);
    expect(await seenBy(scene, answer.id)).toEqual(["lecturer"]);

    await say(scene.lecturer, thread.id, shows(answer));
    expect(await seenBy(scene, answer.id)).toEqual(["student", "lecturer", "assistant"]);
  });

  it("follows its question to the class and back", async () => {
    const scene = await makeClass();
    const picture = await upload(scene.student);
    const thread = await ask(scene, shows(picture));
    await changeThread({ ...by(scene.student, thread.id), body: { visibility: "class" } });
    expect(await seenBy(scene, picture.id)).toEqual(["student", "lecturer", "assistant", "classmate"]);
    await changeThread({ ...by(scene.student, thread.id), body: { visibility: "private" } });
    expect(await seenBy(scene, picture.id)).toEqual(["student", "lecturer", "assistant"]);
  });

  it("is not given away by somebody else who names it", async () => {
    const scene = await makeClass();
    const [thief] = scene.classmates;
    const picture = await upload(scene.student);
    const thread = await askClass({ student: thief, videoId: scene.videoId }, { text: shows(picture) });
    expect(await seenBy(scene, picture.id)).toEqual(["student"]);
    await say(scene.student, thread.id, shows(picture));
    expect(await seenBy(scene, picture.id)).toContain("classmate");
  });

  it("is served with a type of ours, privately, and says nothing of who uploaded it", async () => {
    const scene = await makeClass();
    const picture = await upload(scene.student);
    await askClass(scene, { text: shows(picture), anonymous: true });
    const { headers } = await servePicture({ ...by(scene.classmates[0], picture.id), request: testRequest() });

    expect(headers.get("content-type")).toBe("image/webp");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("cache-control")).toBe("private, no-cache");

    const { user } = scene.student;
    const said = JSON.stringify([picture, ...headers]);
    for (const secret of [user.id, user.email, user.first_name, user.last_name]) expect(said).not.toContain(secret);
  });

  it("may be in several messages of its uploader, as in one answer to many, and goes with the last", async () => {
    const scene = await makeClass();
    const [one, other] = [await ask(scene), await ask(scene, "And how do I change it?")];
    const picture = await upload(scene.lecturer);
    const first = await say(scene.lecturer, one.id, shows(picture));
    const second = await say(scene.lecturer, other.id, shows(picture));
    await deleteMessage(by(scene.lecturer, first.id));
    await doJobs();

    expect(await seenBy(scene, picture.id)).toContain("student");

    await deleteMessage(by(scene.lecturer, second.id));
    expect(await seenBy(scene, picture.id)).toEqual([]);

    await doJobs();
    expect([isStored(picture.id), await read(sql`SELECT 1 FROM images`)]).toEqual([false, []]);
  });

  it("goes with an edit, a thread and a video", async () => {
    const scene = await makeClass();
    const [edited, ofThread, ofVideo] = [await upload(scene.student), await upload(scene.student), await upload(scene.student)];
    const thread = await ask(scene, shows(ofThread));
    const kept = await ask(scene, shows(ofVideo));
    const message = await say(scene.student, thread.id, shows(edited));
    await editMessage({ ...by(scene.student, message.id), body: { content: "Never mind." } });
    await doJobs();

    expect([isStored(edited.id), isStored(ofThread.id), isStored(ofVideo.id)]).toEqual([false, true, true]);

    await deleteThread(by(scene.student, thread.id));
    expect(await seenBy(scene, ofThread.id)).toEqual([]);

    await doJobs();
    expect([isStored(ofThread.id), isStored(ofVideo.id)]).toEqual([false, true]);

    await deleteVideo(by(scene.lecturer, scene.videoId));
    expect(await seenBy(scene, ofVideo.id)).toEqual([]);

    await doJobs();
    expect([isStored(ofVideo.id), await read(sql`SELECT 1 FROM threads WHERE id = ${kept.id}::uuid`)]).toEqual([false, []]);
  });

  it("has to be there when a message names it, however late it is sent", async () => {
    const scene = await makeClass();
    const picture = await upload(scene.student);
    await write(sql`UPDATE images SET created_at = now() - interval '25 hours'`);
    expect(await pruneImages()).toBe(1);
    expect(isStored(picture.id)).toBe(false);
    await expect(ask(scene, shows(picture))).rejects.toThrow("question_text names a picture that is no longer there: attach it again");
    expect(await read(sql`SELECT 1 FROM threads`)).toEqual([]);
  });

  it("is found by the upkeep when a process of the release before deleted its message", async () => {
    const scene = await makeClass();
    const [gone, kept, fresh] = [await upload(scene.student), await upload(scene.student), await upload(scene.student)];
    const thread = await ask(scene, shows(kept));
    const message = await say(scene.student, thread.id, shows(gone));
    await write(sql`DELETE FROM messages WHERE id = ${message.id}::uuid`);
    expect(await pruneImages()).toBe(1);
    expect([isStored(gone.id), isStored(kept.id), isStored(fresh.id)]).toEqual([false, true, true]);
  });
});
