import { describe, expect, it } from "vitest";
import { afterTyping, audienceOf, emptyDraft, type Posting, readDraft, toDraft, toThreadBody, withMoment } from "./ask-draft";

describe("the moment of a question", () => {
  it("is the one at which typing starts", () => {
    let second = 761;
    const first = afterTyping(emptyDraft, { text: "W" }, () => second);
    second = 790;
    expect(afterTyping(first, { text: "Why" }, () => second)).toEqual({ ...emptyDraft, text: "Why", moment: 761, settled: true });
  });

  it("stays removed, or as it was set", () => {
    const removed = withMoment(
      afterTyping(emptyDraft, { text: "W" }, () => 5),
      null,
    );

    expect(afterTyping(removed, { text: "Wh" }, () => 9).moment).toBeNull();
    expect(afterTyping(withMoment(emptyDraft, 42), { text: "W" }, () => 9).moment).toBe(42);
    expect(withMoment(emptyDraft, -5).moment).toBe(0);
  });

  it("is taken anew after the form was emptied", () => {
    const emptied = afterTyping(
      afterTyping(emptyDraft, { text: "W" }, () => 5),
      { text: "" },
      () => 6,
    );
    expect(afterTyping(emptied, { text: "H" }, () => 7).moment).toBe(7);
  });
});

describe("bodyOf", () => {
  it("makes the body that the server expects", () => {
    const draft = { ...emptyDraft, text: " Why is that? ", code: "  let a;\n\n", moment: 0, settled: true };

    expect(toThreadBody(draft, "v", "l", { visibility: "class", anonymous: true })).toEqual({
      video_id: "v",
      lecturer_id: "l",
      visibility: "class",
      anonymous: true,
      question_text: "Why is that?",
      video_timestamp_seconds: 0,
      code_snippet: "  let a;",
    });
    expect(
      toThreadBody({ ...emptyDraft, text: "Why is that?", code: " \n" }, "v", "l", { visibility: "private", anonymous: false }),
    ).toEqual({
      video_id: "v",
      lecturer_id: "l",
      visibility: "private",
      question_text: "Why is that?",
    });
  });
});

describe("who sees a question", () => {
  const posting = (class_questions: Posting["class_questions"], anonymity: Posting["anonymity"]): Posting => ({
    class_questions,
    anonymity,
    open: true,
    people: null,
  });
  const chosen = { visibility: "class", anonymous: true } as const;

  it("is chosen by its writer, and beforehand by the course", () => {
    expect(audienceOf(emptyDraft, posting("on", "allowed"))).toEqual({ visibility: "private", anonymous: false });
    expect(audienceOf(emptyDraft, posting("default", "default"))).toEqual(chosen);
    expect(audienceOf({ visibility: "private", anonymous: true }, posting("default", "default")).anonymous).toBe(false);
    expect(audienceOf(chosen, posting("on", "allowed"))).toEqual(chosen);
  });

  it("is only what the course allows", () => {
    expect(audienceOf(chosen, posting("off", "allowed"))).toEqual({ visibility: "private", anonymous: false });
    expect(audienceOf(chosen, posting("on", "off"))).toEqual({ visibility: "class", anonymous: false });
  });

  it("stays chosen when the form is emptied, and when a refused question comes back", () => {
    expect(afterTyping({ ...emptyDraft, ...chosen, text: "W" }, { text: "" }, () => 1)).toEqual({ ...emptyDraft, ...chosen });
    const draft = { ...emptyDraft, ...chosen, text: "Why is that?", settled: true };
    expect(toDraft(toThreadBody(draft, "v", "l", chosen))).toEqual(draft);
    expect(toDraft({ video_id: "v", question_text: "Of the release before" }).visibility).toBe("private");
  });
});

describe("readDraft", () => {
  it("reads a kept draft and nothing else", () => {
    const draft = { text: "Why", code: "", moment: 7, settled: true, visibility: "class", anonymous: false };
    expect(readDraft(JSON.stringify(draft))).toEqual(draft);
    for (const stored of ["", "null", "7", "{}", '{"text":1,"code":""}']) expect(readDraft(stored)).toBeNull();
  });

  it("understands one of the release before, and ignores what it does not know", () => {
    const old = { text: "Why", code: "", moment: 7, settled: true };
    expect(readDraft(JSON.stringify(old))).toEqual({ ...old, visibility: null, anonymous: null });
    expect(readDraft(JSON.stringify({ ...old, visibility: "world", anonymous: "yes" }))).toEqual({
      ...old,
      visibility: null,
      anonymous: null,
    });
  });
});
