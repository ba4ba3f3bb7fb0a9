import { describe, expect, it } from "vitest";
import type { Notification } from "#lib/contract/notifications.ts";
import { testRow } from "../testing";
import { parseQueueView, questionFor, queueApiPath, queueHref } from "./queue-view";

describe("a view of the queue", () => {
  const course = "00000000-0000-4000-8000-00000000000c";

  it("is an address, and takes no nonsense", () => {
    expect(queueHref(parseQueueView({ scope: "mine", course }))).toBe(`/dashboard?scope=mine&course=${course}`);
    expect(queueHref(parseQueueView({ course, video: course }))).toBe(`/dashboard?course=${course}&video=${course}`);
    expect(queueHref(parseQueueView({ scope: "x", course: "1", video: ["2"] }))).toBe("/dashboard");
  });

  it("is a call", () => {
    expect(queueApiPath(parseQueueView({}), null)).toBe("/api/discussions/queue");
    expect(queueApiPath(parseQueueView({ scope: "unclaimed", course, video: course }), "x")).toBe(
      `/api/discussions/queue?scope=unclaimed&course_id=${course}&video_id=${course}&cursor=x`,
    );
  });

  it("may show what is told of a question for its reader to answer, unless its filters leave it out", () => {
    const told = (over: object, type = "thread/discussion") => {
      const { payload } = testRow(1);
      return { type, payload: { ...payload, action: "message_added", canReply: true, videoId: "v1", ...over } } as Notification;
    };
    const [all, ofCourse, ofVideo] = [parseQueueView({}), parseQueueView({ course }), { ...parseQueueView({ course }), videoId: "v1" }];
    const [none, some] = [new Set<string>(), new Set(["v1", "v2"])];
    const may = (view: typeof all, videoIds: ReadonlySet<string>, over: object = {}, type?: string) =>
      questionFor(view, videoIds, told(over, type)) !== null;
    const isNew = { action: "thread_created" };
    const mine = parseQueueView({ scope: "mine" });

    for (const over of [{}, isNew, { videoId: "v9" }, { videoId: undefined }]) expect(may(all, none, over)).toBe(true);
    for (const over of [{}, isNew, { videoId: "v2" }, { videoId: undefined }]) expect(may(ofCourse, some, over)).toBe(true);
    expect(may(ofVideo, some, isNew)).toBe(true);
    expect(may(mine, none)).toBe(true);

    expect(may(all, none, {}, "course/announcement")).toBe(false);
    for (const action of ["thread_resolved", "thread_answered", "message_accepted", "thread_read"])
      expect(may(all, none, { action })).toBe(false);
    expect(may(all, none, { canReply: undefined })).toBe(false);
    expect(may(mine, none, isNew)).toBe(false);
    for (const view of [all, ofCourse]) expect(may(view, some, { videoId: "v9" })).toBe(false);
    expect(may(ofCourse, none)).toBe(false);
    for (const over of [{ videoId: "v2" }, { videoId: undefined }]) expect(may(ofVideo, some, over)).toBe(false);
  });
});
