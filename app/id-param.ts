import { notFound } from "next/navigation";

/** Whether a part of an address is a UUID; anything else names nothing. */
export const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** The id of a page's address; one that names nothing ends on the page for that. */
export async function idParam(params: Promise<{ id: string }>): Promise<string> {
  const { id } = await params;
  if (!isId(id)) notFound();
  return id.toLowerCase();
}
