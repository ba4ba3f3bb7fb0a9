/** What is kept of what was parsed, in bytes by a generous guess: an element takes several times what it is written with. */
const maxBytes = 16 * 1024 * 1024;
const bytesOf = (text: string) => 2000 + 100 * text.length;

type Kept<Value> = { text: string; value: Value };

/**
 * Parsed texts by what they belong to (a message's id), for the text as it was then: another version of it takes the place of the one before. What
 * was not asked for longest goes first.
 */
export function makeParsedTexts<Value>(max = maxBytes) {
  const kept = new Map<string, Kept<Value>>();
  let bytes = 0;
  const drop = (id: string) => {
    const held = kept.get(id);
    if (held) bytes -= bytesOf(held.text);
    kept.delete(id);
  };
  return {
    /** What `text` of `id` was parsed to; undefined when that is not kept, or another text of it is. */
    get(id: string, text: string): Value | undefined {
      const held = kept.get(id);
      if (held?.text !== text) return undefined;
      kept.delete(id);
      kept.set(id, held);
      return held.value;
    },
    keep(id: string, text: string, value: Value): void {
      drop(id);
      if (bytesOf(text) > max) return;
      kept.set(id, { text, value });
      bytes += bytesOf(text);
      for (const oldest of kept.keys()) {
        if (bytes <= max) break;
        drop(oldest);
      }
    },
    /** How many texts are kept, and their bytes. */
    size: () => ({ texts: kept.size, bytes }),
  };
}
