import { expect, it } from "vitest";
import type { Notification } from "#lib/contract/notifications";
import { describe } from "./describe";

const at = { id: "n", timestamp: "2024-01-15T10:30:00.000Z", read: false, seq: 1 };
const timestamp = at.timestamp;

it("a course and a video are told of in their own words, and lead there", () => {
  const course: Notification = {
    ...at,
    type: "course/created",
    payload: { courseId: "c1", courseTitle: "Compilers", lecturerId: "l1", lecturerName: "Jane Smith", timestamp },
  };
  expect(describe(course)).toEqual({ title: "New course", line: "Compilers", context: "Jane Smith", href: "/courses/c1" });
  const video: Notification = {
    ...at,
    type: "video/uploaded",
    payload: { videoId: "v1", videoTitle: "Lexers", courseId: "c1", courseTitle: "Compilers", lecturerId: "l1", timestamp },
  };
  expect(describe(video)).toEqual({ title: "New video", line: "Lexers", context: "Compilers", href: "/videos/v1" });
});
