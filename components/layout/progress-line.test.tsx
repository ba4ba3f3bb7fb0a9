import { act, cleanup, render, screen } from "@testing-library/react";
import { startTransition, useState } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { tellNavigation } from "./navigation";
import { ProgressLine } from "./progress-line";

afterEach(cleanup);

describe("the line of progress", () => {
  it("is there while another page is on its way, however that ends", async () => {
    let arrive = () => {};
    let go = () => {};
    function Page() {
      const [path, setPath] = useState("/");
      go = () =>
        startTransition(async () => {
          tellNavigation();
          await new Promise<void>((resolve) => (arrive = resolve));
          startTransition(() => setPath("/courses"));
        });
      return (
        <>
          <ProgressLine />
          {path}
        </>
      );
    }
    render(<Page />);
    expect(screen.queryByRole("progressbar")).toBeNull();
    await act(async () => go());
    screen.getByRole("progressbar", { name: "Loading the page" });
    await act(async () => arrive());
    screen.getByText("/courses");
    expect(screen.queryByRole("progressbar")).toBeNull();
  });
});
