import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { testLive, useFakeRest, useNoLayout } from "#components/testing.tsx";
import { testThread } from "#lib/client/testing.ts";
import { RailList } from "./rail-list";
import { railState } from "./rail-state";
import { testReader } from "./testing";

useNoLayout();
useFakeRest();
const rows = Array.from({ length: 200 }, (_, at) => testThread({ id: `t${at}`, question_text: `Question ${at}?` }));
const show = (current: string | null) => {
  const rail = railState({ current, selected: [], openId: null, reader: testReader(), onSeek: () => {}, onToggle: () => {} });
  return render(<RailList rows={rows} rail={rail} hasMore={false} />, { wrapper: testLive().Live });
};
const card = (at: number) => document.getElementById(`question-t${at}`);
afterEach(cleanup);

describe("many cards beside a video", () => {
  it("are in the document where they are on the screen, and so is the one of the present second", () => {
    show("t150");
    expect(screen.getAllByRole("listitem").length).toBeLessThan(80);
    expect([card(0) !== null, card(100), card(150) !== null]).toEqual([true, null, true]);
    expect(card(150)?.closest("li")?.getAttribute("aria-posinset")).toBe("151");
    cleanup();
    show(null);
    expect(card(150)).toBeNull();
  });
});
