// biome-ignore lint/style/noRestrictedImports: an email is markup.
import type { CSSProperties, ReactNode } from "react";
import type { SchoolFace } from "../school";
import { type Letter, schoolLinks } from "./letter";

export type Drawn = {
  html: string;
  attachments: { filename: string; content: Buffer; contentType: string; cid: string; contentDisposition: "inline" }[];
};

/** The logo's name within the mail: it comes along, so reading calls nobody. */
const cid = "logo@handraise";

/** Everything breaks anywhere: a name or an address may be one word of hundreds of letters. */
const wrap: CSSProperties = { overflowWrap: "anywhere", wordBreak: "break-word" };
const font = "ui-sans-serif, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";
const styles = {
  body: { margin: 0, padding: "24px 12px", backgroundColor: "#f6f4ef", fontFamily: font, color: "#1c1917" },
  card: { maxWidth: 520, width: "100%", backgroundColor: "#ffffff", borderRadius: 12, padding: "24px 24px 20px" },
  logo: { backgroundColor: "#ffffff", borderRadius: 6, padding: 2, marginBottom: 8 },
  name: { ...wrap, margin: "0 0 16px", fontSize: 18, lineHeight: "24px", fontWeight: 700 },
  text: { ...wrap, margin: "0 0 16px", fontSize: 16, lineHeight: "24px" },
  button: {
    backgroundColor: "#9a4a06",
    color: "#ffffff",
    borderRadius: 8,
    padding: "12px 20px",
    fontSize: 16,
    fontWeight: 600,
    textDecoration: "none",
    marginBottom: 16,
  },
  small: { ...wrap, margin: "0 0 16px", fontSize: 13, lineHeight: "20px", color: "#57534e" },
  rule: { borderColor: "#e7e5e4", margin: "20px 0 12px" },
  link: { color: "#9a4a06", textDecoration: "underline" },
} satisfies Record<string, CSSProperties>;

/** For programs that follow the system's theme. Others show the light one, or turn the colours themselves. */
const dark = `:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .body, .body > table > tbody > tr > td { background-color: #14161a !important; color: #f1efea !important; }
  .card { background-color: #1d2026 !important; }
  .text { color: #f1efea !important; }
  .small { color: #b8b4ac !important; }
  .link { color: #f5b455 !important; }
  .rule { border-color: #363a42 !important; }
}`;

/**
 * Draws a letter as HTML that mail programs understand: one column, one button, its link also in letters. All that people write goes
 * through React, which escapes it. Loads its library at the first mail, which takes 0.3 s, and not at the start.
 */
export async function drawLetter(letter: Letter, face: SchoolFace, subject: string): Promise<Drawn> {
  const { createElement: h, parts, render } = await library();
  const { Body, Button, Container, Head, Hr, Html, Img, Link, Preview, Text } = parts;
  const { greeting, opening, button, closing } = letter;
  const paragraph = (text: string, key?: string) => h(Text, { key, dir: "auto", className: "text", style: styles.text }, text);
  const logo =
    face.logo &&
    h(Img, { src: `cid:${cid}`, alt: "", ...fitting(face.logo), style: styles.logo, ...(face.name ? {} : { alt: "Handraise" }) });
  const links = schoolLinks(face).flatMap(({ label, href }, index): ReactNode[] => [
    ...(index > 0 ? [" · "] : []),
    h(Link, { key: label, href, className: "link", style: styles.link }, label),
  ]);
  const end = (face.name || links.length > 0) && [
    h(Hr, { key: "rule", className: "rule", style: styles.rule }),
    h(
      Text,
      { key: "end", className: "small", dir: "auto", style: { ...styles.small, margin: 0 } },
      face.name,
      links.length > 0 && face.name && h("br"),
      ...links,
    ),
  ];
  const page = h(
    Html,
    { lang: "en", dir: "ltr" },
    h(Head, null, h("meta", { name: "color-scheme", content: "light dark" }), h("title", null, subject), h("style", null, dark)),
    h(
      Body,
      { className: "body", style: styles.body },
      h(Preview, null, opening),
      h(
        Container,
        { className: "card", style: styles.card },
        logo,
        h(Text, { className: "text", dir: "auto", style: styles.name }, face.name ?? "Handraise"),
        greeting && paragraph(`${greeting},`),
        // It goes on after the greeting, and begins small.
        paragraph(opening),
        button && h(Button, { href: button.url, style: styles.button }, button.label),
        button &&
          h(
            Text,
            { className: "small", dir: "ltr", style: styles.small },
            h(Link, { href: button.url, className: "link", style: styles.link }, button.url),
          ),
        closing && paragraph(closing),
        end,
      ),
    ),
  );
  const picture = face.picture && { filename: "logo.png", content: face.picture.bytes, contentType: "image/png", cid };
  return { html: await render(page), attachments: picture ? [{ ...picture, contentDisposition: "inline" }] : [] };
}

/** The logo's size on the page: at most 48 by 200 pixels. */
function fitting({ width, height }: { width: number; height: number }): { width: number; height: number } {
  const scale = Math.min(48 / height, 200 / width, 1);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** The parts by themselves: all of them in one package take two seconds of the process, and 35 MB, for code blocks that no mail has. */
async function library() {
  const [{ createElement }, { render }, body, button, container, head, hr, html, img, link, preview, text] = await Promise.all([
    // biome-ignore lint/style/noRestrictedImports: as above.
    import("react"),
    import("@react-email/render"),
    import("@react-email/body"),
    import("@react-email/button"),
    import("@react-email/container"),
    import("@react-email/head"),
    import("@react-email/hr"),
    import("@react-email/html"),
    import("@react-email/img"),
    import("@react-email/link"),
    import("@react-email/preview"),
    import("@react-email/text"),
  ]);
  const parts = { ...body, ...button, ...container, ...head, ...hr, ...html, ...img, ...link, ...preview, ...text };
  return { createElement, render, parts };
}
