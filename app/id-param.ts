import { notFound } from "next/navigation";

/** Whether a part of an address is a UUID. Nothing has any other id. */
export const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** The id of a page's address. Anything but a UUID gets the page for 404. */
export async function idParam(params: Promise<{ id: string }>): Promise<string> {
  const { id } = await params;
  if (!isId(id)) notFound();
  return id.toLowerCase();
}
