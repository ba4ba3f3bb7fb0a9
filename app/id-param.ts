import { notFound } from "next/navigation";
import { isId } from "#lib/contract/ids.ts";

/** The id of a page's address. Anything but a UUID gets the page for 404. */
export async function idParam(params: Promise<{ id: string }>): Promise<string> {
  const { id } = await params;
  if (!isId(id)) notFound();
  return id.toLowerCase();
}
