import { act, cleanup, render, screen } from "@testing-library/react";
import { startTransition, useState } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { loadAll } from "../ui/on-demand";
import { announceNavigation } from "./navigation";
import { PendingPage, ProgressLine } from "./pending-page";

afterEach(cleanup);

/** A page that another one follows when it is told to arrive. */
async function leaveFor(path: string) {
  let arrive = () => {};
  let go = () => {};
  function Page() {
    const [here, setHere] = useState("left");
    go = () =>
      startTransition(async () => {
        announceNavigation(path);
        await new Promise<void>((resolve) => (arrive = resolve));
        startTransition(() => setHere("arrived"));
      });
    return (
      <>
        <ProgressLine />
        <PendingPage />
        {here}
      </>
    );
  }
  await loadAll();
  const { container } = render(<Page />);
  const skeleton = () => container.querySelector("[data-skeleton=page]");
  expect([screen.queryByRole("progressbar"), skeleton()]).toEqual([null, null]);
  await act(async () => go());
  return { skeleton, arrive: () => act(async () => arrive()) };
}

describe("a page on its way", () => {
  it("is announced by a line and a skeleton over the page that is left, however that ends", async () => {
    const { skeleton, arrive } = await leaveFor("/courses");
    screen.getByRole("progressbar", { name: "Loading the page" });
    expect(skeleton()?.querySelectorAll("[data-skeleton=title]")).toHaveLength(1);
    screen.getByText("left");
    await arrive();
    screen.getByText("arrived");
    expect([screen.queryByRole("progressbar"), skeleton()]).toEqual([null, null]);
  });

  it("covers nothing when it is the same page with another filter", async () => {
    const { skeleton, arrive } = await leaveFor("/");
    screen.getByRole("progressbar");
    expect(skeleton()).toBeNull();
    // React lets later transitions, those of other tests, too, wait for one that has not ended.
    await arrive();
  });
});
