import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SourceFile } from "typescript/unstable/ast";
import { API } from "typescript/unstable/sync";
import { root } from "./sources";

/** What `look` finds in the syntax tree of each of these files. */
export function inParsed<Found>(files: string[], look: (source: SourceFile) => Found[]): (Found & { file: string })[] {
  const folder = mkdtempSync(join(tmpdir(), "handraise-parsed-"));
  // Without the files that they import, because they are only parsed, not checked.
  const compilerOptions = { noLib: true, noResolve: true, types: [], jsx: "preserve", noEmit: true };
  const project = join(folder, "tsconfig.json");
  writeFileSync(project, JSON.stringify({ files: files.map((file) => join(root, file)), compilerOptions }));
  const api = new API({ cwd: root });
  try {
    const program = api.updateSnapshot({ openProjects: [project] }).getProject(project)?.program;
    return files.flatMap((file) => {
      const source = program?.getSourceFile(join(root, file));
      if (!source) throw new Error(`TypeScript did not parse ${file}`);
      return look(source).map((found) => ({ ...found, file }));
    });
  } finally {
    api.close();
    rmSync(folder, { recursive: true });
  }
}
