import { renderHook, waitFor } from "@testing-library/react";
import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { testThread } from "#lib/client/testing.ts";
import { useRailRows } from "./use-rail-rows";

const threads = Array.from({ length: 60 }, (_, n) => testThread({ id: `t${n}`, video_timestamp_seconds: n }));
const none: string[] = [];
const turnOf = new Map<string, number>();

/** How many cards the page itself has. */
function drawnByServer(...held: string[]): number {
  const List = () => useRailRows(threads, turnOf, held).rows.map(({ id }) => createElement("li", { key: id }));
  return renderToString(createElement(List)).split("<li>").length - 1;
}

describe("useRailRows", () => {
  it("gives the first cards with the page, and all of them right after that", async () => {
    expect(drawnByServer()).toBe(12);
    const { result } = renderHook(() => useRailRows(threads, turnOf, none));
    await waitFor(() => expect(result.current.isWhole).toBe(true));
    expect(result.current.rows).toEqual(threads);
  });

  it("gives the card that the reader came for with the page", () => {
    expect(drawnByServer("t40")).toBe(41);
    expect(drawnByServer("t20", "t30")).toBe(31);
  });

  it("gives all cards with the page when the one that the reader came for is in the list below", () => {
    expect(drawnByServer("of the class")).toBe(60);
  });
});
