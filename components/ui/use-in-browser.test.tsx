import { act, cleanup, render } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { renderOnServer } from "../testing";
import { useCameWithPage, useInBrowser } from "./use-in-browser";

afterEach(cleanup);

/** Draws it on the server and hydrates it. @returns what each render of the browser got */
async function answersOf(useAnswer: () => boolean): Promise<boolean[]> {
  let answers: boolean[] = [];
  const Part = () => {
    const answer = useAnswer();
    answers.push(answer);
    return null;
  };
  const container = document.createElement("div");
  container.innerHTML = renderOnServer(<Part />);
  answers = [];
  await act(async () => render(<Part />, { container, hydrate: true }));
  return answers;
}

describe("what a component may know of where it is drawn", () => {
  it("is that it came with the page, without a second render", async () => {
    expect(await answersOf(useCameWithPage)).toEqual([true]);
  });

  it("is that a part which the browser draws by itself did not come with the page", () => {
    const answers: boolean[] = [];
    const Part = () => {
      answers.push(useCameWithPage());
      return null;
    };
    render(<Part />).rerender(<Part />);
    expect(answers).toEqual([false, false]);
  });

  it("is that it is in a browser after one more render, and at once where that makes no difference", async () => {
    expect(await answersOf(() => useInBrowser())).toEqual([false, true]);
    expect(await answersOf(() => useInBrowser(false))).toEqual([true]);
  });
});
