// Makes a WebP of one picture: upright, without metadata, on white, no larger than we keep. shrink-picture.ts starts it for each file, and
// ends it when it exceeds its limits. A damaged or hostile file may crash this process, and nothing else. The file is the open descriptor 3,
// what is made goes to 4. Plain JavaScript, because it starts under plain Node however the server itself was started.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const sharp = require("sharp");

const [side = 0, pixels = 0] = process.argv.slice(2).map(Number);
const answer = (result) => process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(0));
const onProblem = (error) =>
  answer({ found: /pixel limit/i.test(String(error)) ? "too much" : "nothing", problem: String(error).slice(0, 500) });
process.on("uncaughtException", onProblem);
process.stdout.write("ready\n");

sharp.cache(false);
sharp.concurrency(1);
// No reader but these: nothing of SVG, PDF, TIFF, or of what refers to other files.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({ operation: ["Png", "Jpeg", "Webp", "Nsgif"].map((kind) => `VipsForeignLoad${kind}`) });

async function shrink() {
  // Of several frames the first.
  const { data, info } = await sharp(readFileSync(3), { limitInputPixels: pixels, failOn: "error", pages: 1 })
    .rotate()
    .resize({ width: side, height: side, fit: "inside", withoutEnlargement: true })
    .flatten({ background: "#fff" })
    .webp({ quality: 82, smartSubsample: true })
    .toBuffer({ resolveWithObject: true });
  writeFileSync(4, data);
  return { found: "picture", width: info.width, height: info.height };
}

shrink().then(answer, onProblem);
