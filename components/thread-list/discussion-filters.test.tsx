import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { parseListFilter } from "#lib/client/thread/list-filter.ts";
import { DiscussionFilters } from "./discussion-filters";

afterEach(cleanup);

/** The tabs of an address, and which one it is. */
function tabsAt(tab: string) {
  cleanup();
  render(<DiscussionFilters filter={parseListFilter({ tab })} courses={[]} videos={[]} />);
  return screen.getAllByRole("link").map((link) => `${link.textContent}${link.ariaCurrent === "page" ? " (here)" : ""}`);
}

describe("the tabs of the discussions", () => {
  it("are the states that rows say, for those who ask and those who answer alike", () => {
    expect(tabsAt("answered")).toEqual(["All", "Unread", "Waiting", "Answered (here)", "Resolved"]);
    expect(tabsAt("waiting")).toEqual(["All", "Unread", "Waiting (here)", "Answered", "Resolved"]);
    expect(screen.getByRole("link", { name: "Waiting" }).getAttribute("href")).toBe("/discussions?tab=waiting");
  });

  it("hold the open ones only where a link leads to these", () => {
    expect(tabsAt("open")).toEqual(["All", "Unread", "Unresolved (here)", "Waiting", "Answered", "Resolved"]);
  });
});
