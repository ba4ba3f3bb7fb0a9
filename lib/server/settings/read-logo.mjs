// Makes a PNG of bounded size from one picture, and writes it as one line of JSON. make-logo.ts starts it for each picture, and ends it when it
// exceeds its limits. A damaged or hostile picture may crash this process, and nothing else. The picture is the open descriptor 3.
import { readFileSync } from "node:fs";
import sharp from "sharp";

const [side, pixels] = process.argv.slice(2).map(Number);
process.stdout.write("ready\n");
sharp.cache(false);
sharp.concurrency(1);
// No reader but these: nothing of SVG, PDF, TIFF, or of what refers to other files.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({ operation: ["Png", "Jpeg", "Webp"].map((kind) => `VipsForeignLoad${kind}`) });
try {
  // Upright as its camera held it, and without what else the file says of itself.
  const made = await sharp(readFileSync(3), { limitInputPixels: pixels, failOn: "error" })
    .autoOrient()
    .resize({ width: side, height: side, fit: "inside", withoutEnlargement: true })
    .png({ compressionLevel: 9, palette: true, quality: 95 })
    .toBuffer({ resolveWithObject: true });
  const { width, height } = made.info;
  process.stdout.write(`${JSON.stringify({ width, height, png: made.data.toString("base64") })}\n`);
} catch (error) {
  process.stdout.write(`${JSON.stringify({ problem: String(error).slice(0, 500) })}\n`);
}
