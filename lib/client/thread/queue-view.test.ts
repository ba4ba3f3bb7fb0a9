import { describe, expect, it } from "vitest";
import { queueAddressOf, queueCallOf, queueViewOf } from "./queue-view";

describe("a view of the queue", () => {
  const course = "00000000-0000-4000-8000-00000000000c";

  it("is an address, and takes no nonsense", () => {
    expect(queueAddressOf(queueViewOf({ scope: "mine", course }))).toBe(`/dashboard?scope=mine&course=${course}`);
    expect(queueAddressOf(queueViewOf({ course, video: course }))).toBe(`/dashboard?course=${course}&video=${course}`);
    expect(queueAddressOf(queueViewOf({ scope: "x", course: "1", video: ["2"] }))).toBe("/dashboard");
  });

  it("is a call", () => {
    expect(queueCallOf(queueViewOf({}), null)).toBe("/api/discussions/queue");
    expect(queueCallOf(queueViewOf({ scope: "unclaimed", course, video: course }), "x")).toBe(
      `/api/discussions/queue?scope=unclaimed&course_id=${course}&video_id=${course}&cursor=x`,
    );
  });
});
