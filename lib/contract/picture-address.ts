import { uuidPattern as uuid } from "./ids";

/** Where pictures of messages are: `<path>/<id>`. POST to the path itself takes one. */
export const picturesPath = "/api/images";

const anywhere = new RegExp(`${picturesPath}/(${uuid})`, "g");
const whole = new RegExp(`^${picturesPath}/(${uuid})(?:\\?w=(\\d{1,4})&h=(\\d{1,4}))?$`);

/** The address of a picture with its size, so that pages keep its place free before it has come. */
export const pictureAddress = (id: string, width: number, height: number): string => `${picturesPath}/${id}?w=${width}&h=${height}`;

/** The ids of the pictures that a text names, each once. */
export function pictureIds(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(anywhere), ([, id = ""]) => id))];
}

/** A picture of ours by its address; null for every other address. The size is null where the address does not tell it. */
export function readPictureAddress(address: string): { id: string; size: { width: number; height: number } | null } | null {
  const [, id, w, h] = whole.exec(address) ?? [];
  if (id === undefined) return null;
  const [width, height] = [Number(w ?? 0), Number(h ?? 0)];
  return { id, size: width > 0 && height > 0 ? { width, height } : null };
}
