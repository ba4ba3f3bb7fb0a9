import type { Curve } from "./curve";

const size = { width: 760, height: 420, left: 64, right: 210, top: 48, bottom: 52 };
const colours = ["#3b82f6", "#d97706", "#10b981", "#ef4444", "#a78bfa", "#0891b2", "#ec4899", "#65a30d", "#78716c", "#14b8a6"];
/** The least distance between two names at the end of their lines. */
const nameGap = 15;

const escapeXml = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const rounded = (value: number) => Number(value.toPrecision(2));
const short = (value: number): string =>
  value >= 1_000_000 ? `${rounded(value / 1_000_000)}M` : value >= 1000 ? `${rounded(value / 1000)}k` : String(rounded(value));

/** From values to places, by their logarithm. */
function scale(from: number, to: number, start: number, end: number): (value: number) => number {
  const span = Math.log(to / from) || 1;
  return (value) => start + ((end - start) * Math.log(value / from)) / span;
}

/** The powers of ten around these values. */
function decades(values: number[]): number[] {
  const exponents = values.filter((value) => value > 0).map(Math.log10);
  const [from, to] = [Math.floor(Math.min(...exponents)), Math.ceil(Math.max(...exponents))];
  return Array.from({ length: Math.max(2, to - from + 1) }, (_, n) => 10 ** (from + n));
}

/** Moves places apart that are too close, keeping their order. */
function spread(places: number[]): number[] {
  const order = places.map((place, index) => ({ place, index })).toSorted((a, b) => a.place - b.place);
  let free = Number.NEGATIVE_INFINITY;
  const moved = [...places];
  for (const { place, index } of order) {
    moved[index] = Math.max(place, free);
    free = (moved[index] ?? 0) + nameGap;
  }
  return moved;
}

/** A curve as SVG, for light pages and dark ones. */
export function drawChart({ title, x, unit, lines }: Curve): string {
  const { width, height, left, right, top, bottom } = size;
  const ticks = decades(lines.flatMap(({ values }) => values));
  const toX = scale(x.values[0] ?? 1, x.values.at(-1) ?? 1, left + 12, width - right - 12);
  const toY = scale(ticks[0] ?? 1, ticks.at(-1) ?? 10, height - bottom, top);
  const ends = spread(lines.map(({ values }) => toY(values.at(-1) ?? 1)));
  const grid = ticks.map((tick) => {
    const y = toY(tick).toFixed(1);
    return `<path class="grid" d="M${left} ${y}H${width - right}"/><text x="${left - 8}" y="${y}" dy=".35em" text-anchor="end">${short(tick)}</text>`;
  });
  const below = x.values.map(
    (value) => `<text x="${toX(value).toFixed(1)}" y="${height - bottom + 20}" text-anchor="middle">${short(value)}</text>`,
  );
  const drawn = lines.map(({ name, values }, n) => {
    const colour = colours[n % colours.length];
    const points = values.map((value, at) => [toX(x.values[at] ?? 1).toFixed(1), toY(value).toFixed(1)]);
    const dots = points.map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="3" fill="${colour}"/>`);
    const label = `${escapeXml(name)}, ${short(values.at(-1) ?? 0)}`;
    return [
      `<path d="M${points.map((point) => point.join(" ")).join("L")}" fill="none" stroke="${colour}" stroke-width="2"/>`,
      ...dots,
      `<text x="${width - right + 2}" y="${(ends[n] ?? 0).toFixed(1)}" dy=".35em" style="fill:${colour}">${label}</text>`,
    ].join("");
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeXml(title)}">`,
    "<style>svg{background:#fff}text{font:12px system-ui,sans-serif;fill:#334155}.grid{stroke:#e2e8f0}.title{font-weight:600;font-size:14px}",
    "@media(prefers-color-scheme:dark){svg{background:#0f172a}text{fill:#cbd5e1}.grid{stroke:#334155}}</style>",
    `<text class="title" x="${left}" y="20">${escapeXml(title)}</text><text x="${left}" y="37">${unit}</text>`,
    ...grid,
    ...below,
    `<text x="${(left + width - right) / 2}" y="${height - 10}" text-anchor="middle">${escapeXml(x.label)}</text>`,
    ...drawn,
    "</svg>\n",
  ].join("\n");
}
