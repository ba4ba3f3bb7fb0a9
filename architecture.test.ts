import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { functionsLongerThan } from "#lib/testing/architecture/function-lengths.ts";
import { filesWithJsx } from "#lib/testing/architecture/jsx-files.ts";
import { writesWhileRendering } from "#lib/testing/architecture/render-writes.ts";
import { filesBelow, importsOf, root, sourcesBelow, targetOf, textOf } from "#lib/testing/architecture/sources.ts";

type Rule = { from: string; not: RegExp; instead: string };
const rules: Rule[] = [
  {
    from: "lib/contract/",
    not: /^(?!lib\/contract\/|zod$)/,
    instead: "The contract imports zod and nothing else: move what needs more to where it is needed.",
  },
  {
    from: "lib/client/",
    not: /^(lib\/(server|testing)\/|components\/|app\/|next|react)/,
    instead: "The client core knows neither server nor React: pass what it needs in.",
  },
  {
    from: "lib/server/",
    not: /^(lib\/(client|testing)\/|components\/|app\/|next$|next\/|react)/,
    instead: "The server knows neither browser nor Next: return data, and let app/ show it.",
  },
  {
    from: "components/",
    not: /^(lib\/server\/|lib\/testing\/|app\/)/,
    instead: "Components get plain data as props; pages read through lib/server.",
  },
  { from: "app/api/", not: /^(components\/|lib\/client\/|next|react)/, instead: "A route is one sentence: route({ … }, verb)." },
  { from: "app/", not: /^lib\/testing\//, instead: "Test tools stay in tests." },
];
const onlyIn = [
  {
    what: /^mediabunny$/,
    within: "lib/server/videos/read-media.mjs",
    instead: "Files from outside are parsed in a child process alone (decision 0017): extend read-media.mjs.",
  },
  {
    what: /^sharp$/,
    within: "lib/server/images/make-webp.mjs",
    instead: "Files from outside are parsed in a child process alone (decision 0017): extend make-webp.mjs.",
  },
  {
    what: /^next\/link$/,
    within: "components/ui/link.tsx",
    instead: "A link of components/ui/link.tsx asks the server for nothing before it is followed.",
  },
  {
    what: /^socket\.io$/,
    within: "lib/server/realtime/",
    instead: "Publish an event on the bus (lib/server/events/bus.ts); the relay emits it.",
  },
  {
    what: /^@redis\/client$/,
    within: "lib/server/redis/",
    instead: "Use redis() of lib/server/redis/client.ts: one connection a process, and nobody waits for a Redis that is away.",
  },
];

/** Draws mails, which are HTML, with React. */
const drawsMails = "lib/server/mail/draw-letter.ts";

const files = ["lib", "components", "app"].flatMap(sourcesBelow);

describe("source files", () => {
  it("import one way", () => {
    const broken = files.flatMap((file) =>
      importsOf(file).flatMap((target) => [
        ...rules
          .filter((rule) => file.startsWith(rule.from) && rule.not.test(target) && !(file === drawsMails && target === "react"))
          .map((rule) => `${file} imports ${target}. ${rule.instead}`),
        ...onlyIn
          .filter((rule) => rule.what.test(target) && !file.startsWith(rule.within) && !file.startsWith("lib/testing/"))
          .map((rule) => `${file} imports ${target}. ${rule.instead}`),
      ]),
    );

    expect(broken).toEqual([]);
  });

  it("load Radix, Sonner and the socket when they are needed, and not with a page", () => {
    const heavy = /^(radix-ui|sonner|socket\.io-client)(\/|$)/;
    const later = /-window\.tsx$|notifications\/toaster\.tsx$|ui\/toast\.ts$|lib\/client\/socket\.ts$/;
    const inBrowser = files.filter((file) => /^(components|lib\/client|app)\//.test(file));
    const early = inBrowser.filter((file) => !later.test(file) && importsOf(file).some((target) => heavy.test(target)));

    expect(early, "What a press opens stands in a …-window.tsx, which `onDemand` loads (decision 0033).").toEqual([]);

    const staticWindow = /^import (?!type )[^;]*?from "[^"]*-window(\.tsx)?";/m;
    expect(
      inBrowser.filter((file) => staticWindow.test(textOf(file))),
      "A window is loaded by `onDemand`.",
    ).toEqual([]);
  });

  /** Files that browsers may load and that use Intl, and why. */
  const usesIntl: Record<string, string> = {
    "lib/contract/language-name.ts": "names the languages of captions, for who sets them",
    "lib/contract/videos.ts": "checks the language of captions, on the server",
  };

  it("write dates without Intl, whose first use takes a slow phone a tenth of a second", () => {
    const inBrowser = files.filter((file) => /^(components|lib\/client|lib\/contract|app\/\((?:app|auth)\))\//.test(file));
    const broken = inBrowser.filter((file) => /\bIntl\.|\.toLocale\w*String\(|\.localeCompare\(/.test(textOf(file)));
    expect(broken.toSorted(), "components/ui/dates.ts writes them.").toEqual(Object.keys(usesIntl).toSorted());
  });

  /** Files that may publish events or wake workers without a unit of work, and why. */
  const outsideOfCommit: Record<string, string> = {
    "lib/server/commit.ts": "is the unit of work",
    "lib/server/courses/see-feed.ts": "is one statement",
    "lib/server/discussions/claims.ts": "renews a claim in one statement, while somebody types",
    "lib/server/people/refresh-admins-soon.ts": "gathers news of a second; what they tell of was committed by others",
    "lib/server/videos/announce-video.ts": "tells lists of a video that was committed before its job",
    "lib/server/videos/change-video.ts": "is one statement",
    "lib/server/videos/replace-file.ts": "tells of its percent, one statement each",
    "lib/server/videos/process-video.ts": "tells of its percent, one statement each",
    "lib/server/videos/prune-uploads.ts": "is one statement, and then files go",
    "lib/server/videos/take-upload.ts": "notes a failure in one statement, and then a file goes",
  };
  const bypasses = [
    { name: "publish", of: "lib/server/events/bus", instead: "emit" },
    { name: "wakeJobs", of: "lib/server/jobs/enqueue", instead: "enqueue, which wakes by itself" },
    { name: "enqueue", of: "lib/server/jobs/enqueue", instead: "enqueue" },
  ];

  it("write and tell as one unit of work", () => {
    const found = files
      .filter((file) => !file.startsWith("lib/testing/"))
      .flatMap((file) => {
        const text = textOf(file);
        const imports = [...text.matchAll(/\bimport\s*(\{[^}]*\}|\*)[^"]*?from\s*"([^"]+)"/g)];
        return imports.flatMap(([, names = "", specifier = ""]) =>
          bypasses
            .filter(({ name, of }) => targetOf(file, specifier) === of && (names === "*" || new RegExp(`\\b${name}\\b`).test(names)))
            .map((bypass) => ({ file, ...bypass })),
        );
      });
    const broken = found
      .filter(({ file }) => !outsideOfCommit[file])
      .map(
        ({ file, name, instead }) =>
          `${file} calls ${name}(…) by itself. Write within commit(async (unit) => …) and call the unit's ${instead}: what follows from a transaction ` +
          "follows its commit, once, and not at all when it fails (lib/server/commit.ts, decision 0025).",
      );

    expect(broken).toEqual([]);

    const unused = Object.keys(outsideOfCommit).filter((named) => !found.some(({ file }) => file === named));
    expect(unused, "named as exceptions, and none any more").toEqual([]);
  });

  it("reach other folders by alias and their own by a relative path", () => {
    const broken = files.flatMap((file) => {
      const text = textOf(file);
      return [...text.matchAll(/\bfrom\s+"(\.\.?\/[^"]+)"/g)].flatMap(([, specifier = ""]) => {
        const target = relative(root, resolve(dirname(join(root, file)), specifier));
        const [top, second] = file.split("/");
        const home = top === "lib" ? `${top}/${second}/` : `${top}/`;
        return target.startsWith(home) || file.startsWith("lib/testing/")
          ? []
          : [`${file} imports ${specifier}: write it with the # alias`];
      });
    });

    expect(broken).toEqual([]);
  });

  it("stay short enough to be read", () => {
    const long = files.map((file) => ({ file, lines: textOf(file).split("\n").length - 1 })).filter(({ lines }) => lines > 250);
    expect(long, "At most 250 lines: give a part that has a name of its own a file beside it").toEqual([]);
  });

  /** Functions that have more than 80 lines today, and how many. Entries may only shrink or go. */
  const longFunctions: Record<string, number> = {};

  it("end with .tsx where they hold JSX, and with .ts where they do not", () => {
    const named = ["lib", "components", "app", "bench", "e2e"].flatMap(filesBelow).filter((file) => file.endsWith(".tsx"));
    const withJsx = filesWithJsx(named);
    expect(withJsx.length).toBeGreaterThan(250);

    const without = named.filter((file) => !withJsx.includes(file));

    expect(without.map((file) => `${file} holds no JSX: call it .ts`)).toEqual([]);
  });

  it("hold functions that are short enough to be read", () => {
    const found = Object.fromEntries(functionsLongerThan(80, files).map(({ file, name, lines }) => [`${file} ${name}`, lines]));
    const broken = Object.entries(found)
      .filter(([name, lines]) => lines > (longFunctions[name] ?? 80))
      .map(
        ([name, lines]) =>
          `${name} has ${lines} lines, of ${longFunctions[name] ?? 80}: give a step of it a name and a function of its own.`,
      );

    expect(broken).toEqual([]);

    const shorter = Object.keys(longFunctions).filter((name) => longFunctions[name] !== found[name]);
    expect(
      shorter.map((name) => `${name}: ${found[name] ?? "strike it"}`),
      "are shorter than they are named for",
    ).toEqual([]);
  });

  it("write into no ref while rendering, those of components", () => {
    const written = writesWhileRendering(files.filter((file) => file.startsWith("components/")));
    expect(
      written.map(({ file, text }) => `${file}: ${text}`),
      "React may throw a render away: use useEffectEvent, or useLatest of components/ui, or state",
    ).toEqual([]);
  });

  it("say themselves what a form lacks, beside its field, in place of the browser's bubble", () => {
    const opening = (file: string) => [...textOf(file).matchAll(/<form\b[\s\S]*?>$/gm)].map(([tag]) => ({ file, tag }));
    const forms = files.filter((file) => file.startsWith("components/")).flatMap(opening);
    const own = forms.filter(({ tag }) => /noValidate|\{\.\.\.form\}/.test(tag));
    expect(forms.length).toBeGreaterThan(20);
    expect(forms.filter((form) => !own.includes(form)).map(({ file }) => file)).toEqual([]);
  });

  it("name rooms of Socket.IO in one place", () => {
    const broken = files.filter((file) => file !== "lib/contract/rooms.ts" && /[`"'](user|thread|session):\$\{/.test(textOf(file)));
    expect(broken).toEqual([]);
  });

  /** Whether a file of the contract imports zod, itself or through other files of the contract. */
  function holdsZod(file: string, seen = new Set<string>()): boolean {
    if (seen.has(file)) return false;
    seen.add(file);
    const text = textOf(file).replace(/^(?:import|export) type .*$/gm, "");
    if (/from "zod"/.test(text)) return true;
    return [...text.matchAll(/from "\.\/([a-z-]+)"/g)].some(([, name]) => holdsZod(`lib/contract/${name}.ts`, seen));
  }

  it("take no zod along to browsers", () => {
    const broken = files
      .filter((file) => file.startsWith("components/") || file.startsWith("lib/client/"))
      .flatMap((file) => {
        const text = textOf(file);
        const imports = [...text.matchAll(/^import (?!type )(?!\{ (?:type \w+(?:, )?)+ \})[^;]*from "#lib\/contract\/([a-z-]+)\.ts";/gm)];
        return imports.flatMap(([, name]) =>
          holdsZod(`lib/contract/${name}.ts`) ? [`${file} imports values of lib/contract/${name}.ts`] : [],
        );
      });

    expect(broken).toEqual([]);
  });
});
