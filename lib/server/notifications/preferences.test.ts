import { describe, expect, it } from "vitest";
import { useTestDatabase } from "#lib/testing/database.ts";
import { ask, makeScene, makeStudent, testRequest } from "#lib/testing/factories.ts";
import { usePublished } from "#lib/testing/published.ts";
import { addMessage } from "../discussions/add-message";
import { getCounts } from "./get-counts";
import { getPreferences, setPreferences } from "./preferences";

useTestDatabase();
const published = usePublished();

describe("preferences", () => {
  it("are known of every type, all on, until something is set; what is left out stays", async () => {
    const { caller } = await makeStudent();
    expect((await getPreferences({ caller })).types["video/uploaded"]).toEqual({ in_app: true, push: true });

    await setPreferences({ caller, body: { types: { "video/uploaded": { push: false } } } });
    const after = await setPreferences({ caller, body: { types: { "course/created": { in_app: false } } } });
    expect(after.types).toMatchObject({
      "video/uploaded": { in_app: true, push: false },
      "course/created": { in_app: false, push: true },
      "thread/discussion": { in_app: true, push: true },
    });
  });

  it("write nothing for someone who muted the thread or switched the type off", async () => {
    const scene = await makeScene();
    const { caller } = scene.lecturer;
    const [loud, quiet] = [await ask(scene), await ask(scene)];
    const say = (id: string) =>
      addMessage({ caller: scene.student.caller, params: { id }, body: { content: "Anyone?" }, request: testRequest() });

    expect((await setPreferences({ caller, body: { muted_threads: [quiet.id] } })).muted_threads).toEqual([quiet.id]);

    await say(quiet.id);
    await say(loud.id);
    expect(await getCounts({ caller })).toMatchObject({ seq: 3, unread_threads: 2 });

    await setPreferences({ caller, body: { types: { "thread/discussion": { in_app: false } } } });
    await say(loud.id);
    expect(await getCounts({ caller })).toMatchObject({ seq: 3 });
    expect(published.to(caller.user.id)).toHaveLength(3);

    await setPreferences({ caller, body: { types: { "thread/discussion": { in_app: true } }, muted_threads: [] } });
    await say(quiet.id);
    expect(await getCounts({ caller })).toMatchObject({ seq: 4 });
  });

  it("mute no thread that one takes no part in", async () => {
    const scene = await makeScene();
    const thread = await ask(scene);
    const { caller } = await makeStudent();
    expect((await setPreferences({ caller, body: { muted_threads: [thread.id] } })).muted_threads).toEqual([]);
  });
});
