import { describe, expect, it } from "vitest";
import type { Notification } from "#lib/contract/notifications.ts";
import { notificationText } from "./notification-text";

const at = { id: "n", timestamp: "2024-01-15T10:30:00.000Z", read: false, seq: 1 };
const timestamp = at.timestamp;

describe("notificationText", () => {
  it("tells of a course and a video in their own words, and leads there", () => {
    const course: Notification = {
      ...at,
      type: "course/created",
      payload: { courseId: "c1", courseTitle: "Compilers", lecturerId: "l1", lecturerName: "Jane Smith", timestamp },
    };

    expect(notificationText(course)).toEqual({
      kind: "course",
      word: "Course",
      title: "New course",
      lead: "Compilers",
      line: "Jane Smith",
      hasWords: false,
      context: "",
      href: "/courses/c1",
    });

    const video: Notification = {
      ...at,
      type: "video/uploaded",
      payload: { videoId: "v1", videoTitle: "Lexers", courseId: "c1", courseTitle: "Compilers", lecturerId: "l1", timestamp },
    };

    expect(notificationText(video)).toMatchObject({
      kind: "lecture",
      title: "New lecture",
      lead: "Lexers",
      line: "Compilers",
      href: "/videos/v1",
    });
  });

  it("tells of a question and a reply in plain words, and says when they go on", () => {
    const told = (preview: object): Notification => ({
      ...at,
      type: "thread/discussion",
      payload: {
        action: "message_added",
        threadId: "t1",
        videoId: "v1",
        videoTitle: "Lexers",
        authorName: "Ada Lane",
        timestamp,
        ...preview,
      },
    });

    expect(notificationText(told({ messagePreview: "Use `next()`, **not** a loop" })).line).toBe("Ada Lane: Use next(), not a loop");
    expect(notificationText(told({ questionPreview: "a".repeat(150) })).lead).toBe(`${"a".repeat(150)}…`);
    expect(notificationText(told({})).line).toBe("Ada Lane");
  });

  it("leads with the question, which a new one says itself", () => {
    const told = (action: "message_added" | "thread_resolved" | "thread_created", questionPreview?: string): Notification => ({
      ...at,
      type: "thread/discussion",
      payload: { action, threadId: "t1", authorName: "Jane Smith", timestamp, ...(questionPreview && { questionPreview }) },
    });
    const question = "Why is *this* query slow?";

    expect(notificationText(told("thread_resolved"), question)).toMatchObject({
      title: "Question resolved",
      kind: "resolved",
      word: "Resolved",
      lead: "Why is this query slow?",
      line: "Jane Smith",
    });
    expect(notificationText(told("message_added"), "a".repeat(150)).lead).toBe(`${"a".repeat(150)}…`);
    expect(notificationText(told("message_added")).lead).toBe("");
    expect(notificationText(told("thread_created", question), question)).toMatchObject({
      lead: "Why is this query slow?",
      line: "Jane Smith",
    });
  });

  it("counts many who sign up or go, and leads to all of them", () => {
    const account = { userId: "u1", email: "ada@example.edu", role: "student", userName: "Ada Lane", timestamp };
    const signedUp = (more: object): Notification => ({ ...at, type: "user/created", payload: { ...account, ...more } });
    expect(notificationText(signedUp({}))).toMatchObject({ title: "New student account", lead: "Ada Lane", href: "/admin/users/u1" });
    expect(notificationText(signedUp({ others: 0 }))).toMatchObject({ lead: "Ada Lane" });
    expect(notificationText(signedUp({ others: 11 }))).toMatchObject({
      kind: "people",
      title: "New accounts",
      lead: "12 people signed up",
      href: "/admin/users",
    });
    expect(notificationText(signedUp({ others: 0, email: "" })).lead).toBe("1 person signed up");

    const gone: Notification = { ...at, type: "user/deleted", payload: { ...account, others: 1 } };
    expect(notificationText(gone)).toMatchObject({ lead: "2 people deleted their accounts", href: "/admin/audit?action=user%2Fdeleted" });
  });
});
