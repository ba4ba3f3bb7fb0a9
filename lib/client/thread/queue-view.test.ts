import { describe, expect, it } from "vitest";
import { parseQueueView, queueApiPath, queueHref } from "./queue-view";

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
});
