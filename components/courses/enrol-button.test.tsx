import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { navigation } from "#components/navigation-stub.ts";
import { fakeFetch } from "#lib/client/testing.ts";
import { courseHeadingId } from "./course-heading-id";
import { EnrolButton } from "./enrol-button";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe("EnrolButton", () => {
  const missing = { success: false, error: "enrolment_code is required", details: [{ msg: "is required", param: "enrolment_code" }] };
  const wrong = { success: false, error: "This is not the course’s enrolment code" };

  it("asks for a code only when the course does, keeps asking while it is wrong, and then shows the course anew", async () => {
    const { fetch, calls } = fakeFetch((_method, _path, body) => {
      const { enrolment_code: code } = (body ?? {}) as { enrolment_code?: string };
      if (code === undefined) return Response.json(missing, { status: 400 });
      return code === "lexer-7" ? {} : Response.json(wrong, { status: 403 });
    });
    vi.stubGlobal("fetch", fetch);
    render(<EnrolButton courseId="c1" title="Compilers" />);
    await act(async () => fireEvent.click(screen.getByRole("button", { name: "Enrol Compilers" })));
    const field = screen.getByLabelText<HTMLInputElement>("Enrolment code");
    const send = async (code: string) => {
      fireEvent.change(field, { target: { value: code } });
      await act(async () => fireEvent.click(screen.getByRole("button", { name: "Enrol" })));
    };
    await send("parser-7");

    expect(field.getAttribute("aria-invalid")).toBe("true");
    screen.getByText("This is not the course’s enrolment code.");
    expect(navigation.went).toEqual([]);

    await send("lexer-7");
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(navigation.went).toEqual(["refresh"]);
    expect(calls.map(({ body }) => body)).toEqual([undefined, { enrolment_code: "parser-7" }, { enrolment_code: "lexer-7" }]);
  });

  it("hands the focus to the title of its course when it goes", async () => {
    const card = (enrolled: boolean) => (
      <article>
        <a id={courseHeadingId("c1")} href="/courses/c1">
          Compilers
        </a>
        {!enrolled && <EnrolButton courseId="c1" title="Compilers" />}
      </article>
    );
    const { rerender } = render(card(false));
    screen.getByRole("button", { name: "Enrol Compilers" }).focus();
    rerender(card(true));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("link", { name: "Compilers" })));

    rerender(card(false));
    (document.activeElement as HTMLElement).blur();
    rerender(card(true));
    await new Promise((resolve) => requestAnimationFrame(resolve));
    expect(document.activeElement).toBe(document.body);
  });
});
