import { addMessage } from "#lib/server/discussions/add-message.ts";
import { ask, type Scene, testRequest } from "#lib/testing/factories.ts";
import { fillInbox } from "../speed/scene";

export type List = {
  what: string;
  many: number;
  /** The first row that a reader sees. */
  row: string;
  /** How many are loaded for the measure of a list that was loaded to its end; left out where nothing more is loaded. */
  loaded?: number;
  /** Where the pointer is while it is flung up and down (px from the left). */
  pointer?: number;
  /** Fills a scene of its own with so many rows. @returns the page that lists them, for its lecturer */
  fill: (scene: Scene, rows: number) => Promise<string>;
};

/** Does an act so often, some at a time, as the people of a course do. */
async function often(times: number, act: (n: number) => Promise<unknown>): Promise<void> {
  for (let n = 0; n < times; n += 8) await Promise.all(Array.from({ length: Math.min(8, times - n) }, (_, more) => act(n + more)));
}

const askMany = (scene: Scene, rows: number) =>
  often(rows, (n) => ask(scene, `Question ${n}: how do I declare a variable, and why ${n} times?`));

/** The lists that may become long. */
export const lists: List[] = [
  {
    what: "messages of a discussion",
    many: 10_000,
    row: "[id^='message-']",
    loaded: 2_000,
    fill: async (scene, rows) => {
      const thread = await ask(scene);
      for (let n = 0; n < rows; n++) {
        const { caller } = n % 2 ? scene.lecturer : scene.student;
        await addMessage({ caller, params: { id: thread.id }, body: { content: `Message ${n}, in a few words.` }, request: testRequest() });
      }
      return `/discussions/threads/${thread.id}`;
    },
  },
  {
    what: "questions on a video",
    many: 2_000,
    row: "[id^='question-']",
    loaded: Number.POSITIVE_INFINITY,
    pointer: 1150,
    fill: async (scene, rows) => {
      await askMany(scene, rows);
      return `/videos/${scene.videoId}`;
    },
  },
  {
    what: "questions in the queue",
    many: 2_000,
    row: "main article",
    loaded: Number.POSITIVE_INFINITY,
    fill: async (scene, rows) => {
      await askMany(scene, rows);
      return "/dashboard";
    },
  },
  {
    what: "discussions",
    many: 2_000,
    row: "main li",
    loaded: Number.POSITIVE_INFINITY,
    fill: async (scene, rows) => {
      await askMany(scene, rows);
      return "/discussions";
    },
  },
  {
    what: "rows of the inbox",
    many: 10_000,
    row: "[role=tabpanel] li",
    loaded: Number.POSITIVE_INFINITY,
    fill: async (scene, rows) => {
      await fillInbox(scene.lecturer.user.id, scene.courseId, rows);
      return "/notifications";
    },
  },
];
