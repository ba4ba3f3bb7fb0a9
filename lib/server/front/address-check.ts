/** The longest address, in characters. Longer than any of ours, even with a cursor and a page to return to. */
const addressMax = 8192;
/** `.` and `..` as a part of a path, in any spelling. Clients resolve them before they send a request. */
const dotSegment = /(?:^|[/\\])(?:\.|%2e){1,2}(?:[/\\]|$)/i;

const notValid = "This address is not valid";

/** The address without scheme and host, which clients of a proxy send (RFC 9112, 3.2.2). */
export const originForm = (url: string): string => url.replace(/^https?:\/\/[^/?#]*/i, "").replace(/^(?=$|[?#])/, "/");

/**
 * What is wrong with the address of a request, as a sentence; null for nothing. Because Next answers an address that does not decode with a
 * 500. `isPage` also checks the query, which a route reports by its field.
 */
export function problemOfAddress(url: string, isPage: boolean): string | null {
  if (url.length > addressMax) return `This address is longer than ${addressMax} characters`;
  if (!url.startsWith("/")) return notValid;
  const [path = "", query = ""] = [url.split("?", 1)[0], url.slice(url.indexOf("?") + 1 || url.length)];
  if (/[^\x21-\x7e]/.test(url)) return `${notValid}: write other characters than letters, digits and signs as percent codes of UTF-8`;
  if (dotSegment.test(path)) return notValid;
  if (!url.includes("%")) return null;
  try {
    if (decodeURIComponent(path).includes("\0")) return `${notValid}: it contains %00`;
    if (decodeURIComponent(query).includes("\0") && isPage) return `${notValid}: it contains %00`;
    return null;
  } catch {
    return `${notValid}: a percent sign in it is not followed by the code of a UTF-8 character`;
  }
}
