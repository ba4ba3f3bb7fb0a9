import { describe, expect, it } from "vitest";
import { bodyOf, emptyDraft, readDraft, typed, withMoment } from "./ask-draft";

describe("the moment of a question", () => {
  it("is the one at which typing starts", () => {
    let second = 761;
    const first = typed(emptyDraft, { text: "W" }, () => second);
    second = 790;
    expect(typed(first, { text: "Why" }, () => second)).toEqual({ text: "Why", code: "", moment: 761, settled: true });
  });

  it("stays removed, or as it was set", () => {
    const removed = withMoment(
      typed(emptyDraft, { text: "W" }, () => 5),
      null,
    );

    expect(typed(removed, { text: "Wh" }, () => 9).moment).toBeNull();
    expect(typed(withMoment(emptyDraft, 42), { text: "W" }, () => 9).moment).toBe(42);
    expect(withMoment(emptyDraft, -5).moment).toBe(0);
  });

  it("is taken anew after the form was emptied", () => {
    const emptied = typed(
      typed(emptyDraft, { text: "W" }, () => 5),
      { text: "" },
      () => 6,
    );
    expect(typed(emptied, { text: "H" }, () => 7).moment).toBe(7);
  });
});

describe("bodyOf", () => {
  it("makes the body that the server expects", () => {
    expect(bodyOf({ text: " Why is that? ", code: "  let a;\n\n", moment: 0, settled: true }, "v", "l")).toEqual({
      video_id: "v",
      lecturer_id: "l",
      question_text: "Why is that?",
      video_timestamp_seconds: 0,
      code_snippet: "  let a;",
    });
    expect(bodyOf({ ...emptyDraft, text: "Why is that?", code: " \n" }, "v", "l")).toEqual({
      video_id: "v",
      lecturer_id: "l",
      question_text: "Why is that?",
    });
  });
});

describe("readDraft", () => {
  it("reads a kept draft and nothing else", () => {
    const draft = { text: "Why", code: "", moment: 7, settled: true };
    expect(readDraft(JSON.stringify(draft))).toEqual(draft);
    for (const stored of ["", "null", "7", "{}", '{"text":1,"code":""}']) expect(readDraft(stored)).toBeNull();
  });
});
