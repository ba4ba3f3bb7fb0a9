import type { School } from "#lib/contract/school.ts";

/** What an email says, in the order in which it stands there. */
export type Letter = {
  /** For example "Hello Ann". Empty for none. */
  greeting: string;
  /** What it is about. */
  opening: string;
  /** The one thing to do, if there is any. */
  button?: { label: string; url: string };
  closing: string;
};

export type Mail = { to: string; subject: string; letter: Letter };

/** The school's links as they stand at the end of a mail. */
export function schoolLinks({ contact, imprint, privacy }: Omit<School, "logo">): { label: string; shown: string; href: string }[] {
  const page = (label: string, href: string | null) => (href ? [{ label, shown: href, href }] : []);
  const mail = contact && !/^https?:/.test(contact) ? [{ label: "Help and contact", shown: contact, href: `mailto:${contact}` }] : null;
  return [...(mail ?? page("Help and contact", contact)), ...page("Imprint", imprint), ...page("Privacy", privacy)];
}

/** The letter as plain text. Its link is whole, so that readers see where it leads. */
export function letterAsText({ greeting, opening, button, closing }: Letter, school: Omit<School, "logo">): string {
  const parts = [greeting && `${greeting},`, opening, button?.url, closing].filter(Boolean);
  const links = schoolLinks(school).map(({ label, shown }) => `${label}: ${shown}`);
  // "-- " begins what mail programs fold away, and leave out of an answer.
  const end = school.name || links.length > 0 ? ["-- ", ...(school.name ? [school.name] : []), ...links].join("\n") : null;
  return `${[...parts, ...(end ? [end] : [])].join("\n\n")}\n`;
}
