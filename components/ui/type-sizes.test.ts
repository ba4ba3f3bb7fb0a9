import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");

/** Where 12 px is large enough: marks on pictures, initials, hints, and labels beside an icon. */
const mayBeSmall = [
  "components/ask/code-field.tsx",
  "components/ask/moment-field.tsx",
  "components/composer/composer.tsx",
  "components/composer/pictures-window.tsx",
  "components/composer/write-preview.tsx",
  "components/courses/video-card.tsx",
  "components/courses/watched-bar.tsx",
  "components/layout/nav.tsx",
  "components/layout/palette-window.tsx",
  "components/layout/school-footer.tsx",
  "components/notifications/bell.tsx",
  "components/notifications/toast-reply.tsx",
  "components/queue/queue-figures.tsx",
  "components/queue/row-frame.tsx",
  "components/queue/row-head.tsx",
  "components/ui/avatar.tsx",
  "components/ui/key-sheet-window.tsx",
  "components/ui/markdown/markdown-plain.tsx",
  "components/ui/menu-window.tsx",
];

describe("type", () => {
  it("says who, when and in which state in 13 px or more", () => {
    const files = ["app", "components"].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`),
    );
    const sources = files.filter((file) => file.endsWith(".tsx") && !file.endsWith(".test.tsx"));
    const small = sources.filter((file) => /\btext-(xs|\[0\.[0-7]\d*rem\]|\[(\d|1[0-2])px\])/.test(readFileSync(join(root, file), "utf8")));
    expect(small).toContain("components/ui/avatar.tsx");
    expect(small.filter((file) => !mayBeSmall.includes(file))).toEqual([]);
  });
});
