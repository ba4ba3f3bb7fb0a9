import { cleanup, fireEvent, render } from "@testing-library/react";
import { renderToString } from "react-dom/server";
import { afterEach, describe, expect, it } from "vitest";
import { pictureAddress, pictureIds } from "#lib/contract/picture-address.ts";
import MarkdownBody from "./markdown-body";

afterEach(cleanup);
const id = "0193b8a4-1111-7000-8000-000000000001";
const body = (text: string) => render(<MarkdownBody text={text} scope="m1" />).container;

describe("a picture in a text", () => {
  it("is an image at our own address, with its size, and a link to the whole", () => {
    const container = body(`Look:\n\n![Frame at 12:41](${pictureAddress(id, 800, 450)})`);
    const image = container.querySelector("img");
    expect(image?.getAttribute("src")).toBe(`/api/images/${id}`);
    expect([image?.alt, image?.width, image?.height, image?.getAttribute("loading")]).toEqual(["Frame at 12:41", 800, 450, "lazy"]);
    expect(container.querySelector("a")?.getAttribute("href")).toBe(`/api/images/${id}`);
    expect(container.textContent).not.toContain("/api/images");
  });

  it("is called Picture where its writer said nothing, and needs no size", () => {
    expect(body(`![](/api/images/${id})`).querySelector("img")?.alt).toBe("Picture");
  });

  it.each(["https://evil.example/api/images/", "//evil.example/api/images/", "/api/images/../users/", "/api/videos/", "/api/images/x"])(
    "from %s stays a link",
    (address) => {
      const container = body(`![Plot](${address}${id})`);
      expect(container.querySelector("img")).toBeNull();
      expect(container.querySelector("a")?.textContent).toBe("Plot");
    },
  );

  it("stands in a link without one of its own", () => {
    const container = body(`[![Plot](/api/images/${id})](https://a.example) [![x](https://b.example/y.png)](https://b.example)`);
    expect(container.querySelectorAll("a a")).toHaveLength(0);
    expect([...container.querySelectorAll("a")].map(({ href }) => href)).toEqual(["https://a.example/", "https://b.example/"]);
  });

  it("says so when it can't be shown", () => {
    const container = body(`![Frame at 12:41](/api/images/${id})`);
    fireEvent.error(container.querySelector("img") as HTMLImageElement);
    expect(container.querySelector("img")).toBeNull();
    expect(container.textContent).toContain("Frame at 12:41: this picture can’t be shown");
  });

  it("keeps its place free however it is drawn", () => {
    const html = renderToString(<MarkdownBody text={`![](${pictureAddress(id, 800, 450)})`} scope="m2" />);
    expect(html).toContain("width:min(800px, 42.6");
    expect(html).toContain("aspect-ratio:800 / 450");
  });

  it("is found in a text by its address, each once", () => {
    const text = `![](${pictureAddress(id, 8, 5)}) and again /api/images/${id}, /api/images/none`;
    expect(pictureIds(text)).toEqual([id]);
  });
});
