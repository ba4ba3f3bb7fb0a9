import { act, cleanup, render } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { testLive } from "#components/testing.tsx";
import { saveDraft } from "#lib/client/drafts.ts";
import { testUser } from "#lib/client/testing.ts";
import { replyDraftKey } from "../composer/use-reply-draft";
import { DraftMark } from "./draft-mark";

afterEach(() => {
  cleanup();
  localStorage.clear();
});

describe("DraftMark", () => {
  it("is there for a reply that was begun by this very person, also in another tab", () => {
    const user = testUser();
    const { Live } = testLive({ user });
    const shown = () => document.body.textContent;
    saveDraft(replyDraftKey("somebody else", "t1"), "Not mine");
    render(<DraftMark threadId="t1" />, { wrapper: Live });

    expect(shown()).toBe("");

    saveDraft(replyDraftKey(user.id, "t1"), "Well,");
    act(() => void window.dispatchEvent(new Event("storage")));
    expect(shown()).toBe("Draft");
  });
});
