import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");

/** Where 12 px is large enough: marks on pictures, initials, numbers in badges, and labels below an icon. */
const mayBeSmall = [
  "components/courses/video-card.tsx",
  "components/layout/nav.tsx",
  "components/notifications/bell.tsx",
  "components/ui/avatar.tsx",
];

describe("type", () => {
  it("says who, when and in which state in 13 px or more", () => {
    const files = ["app", "components"].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`),
    );
    const sources = files.filter((file) => file.endsWith(".tsx") && !file.endsWith(".test.tsx"));
    const small = sources.filter((file) => /\btext-(xs|\[0\.[0-7]\d*rem\]|\[(\d|1[0-2])px\])/.test(readFileSync(join(root, file), "utf8")));
    expect(small.toSorted()).toEqual(mayBeSmall);
  });
});
