import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cleanup, render } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { Field, TextArea } from "./field";
import { Name } from "./name";

afterEach(cleanup);

describe("Name", () => {
  it("has its own direction, and so has what is typed into a field", () => {
    const { container } = render(
      <>
        by <Name>محمد</Name>, 3 min ago
        <Field label="Name" />
        <TextArea label="About" />
      </>,
    );

    expect(container.querySelector("bdi")?.textContent).toBe("محمد");
    expect([...container.querySelectorAll<HTMLElement>("input, textarea")].map(({ dir }) => dir)).toEqual(["auto", "auto"]);
  });

  const root = join(import.meta.dirname, "../..");
  const sources = ["app", "components"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".tsx") && !file.endsWith(".test.tsx"))
      .map((file) => ({ file: join(folder, file), text: readFileSync(join(root, folder, file), "utf8") })),
  );
  /** A name or a title inside an element on one line, without the component for it. */
  const bare = /^(?!.*(?:<Name\b|sr-only|<option\b)).*>[^<>={}]*\{[\w.?]*(?:_name|\.name|\.title|_title)\}/;
  /** A name or a title that has a line of its own. */
  const bareLine = /^\s*\{[\w.?]*(?:_name|\.name|\.title|_title)\}/;

  it("is around every name and title in a sentence or a row", () => {
    const found = sources.flatMap(({ file, text }) => {
      const lines = text.split("\n");
      return lines.flatMap((line, index) => {
        const before = lines.slice(Math.max(0, index - 2), index).join("\n");
        const isAlone = bareLine.test(line) && !/<Name[^>]*>\s*$|sr-only[^>]*>\s*(?:\{" "\}\s*)?$/.test(before);
        return bare.test(line) || isAlone ? [`${file}:${index + 1} ${line.trim()}`] : [];
      });
    });

    expect(found).toEqual([]);
  });
});
