/** The most bytes of parsed texts that are kept, by a generous estimate: an element takes several times its text. */
const maxBytes = 16 * 1024 * 1024;
const bytesOf = (text: string) => 2000 + 100 * text.length;

type Kept<Value> = { text: string; value: Value };

/**
 * Parsed texts by the id of their message. A new version of a text replaces the old one. The one that was not used for the longest time
 * goes first.
 */
export function makeParsedTexts<Value>(max = maxBytes) {
  const kept = new Map<string, Kept<Value>>();
  let bytes = 0;
  const drop = (id: string) => {
    const cached = kept.get(id);
    if (cached) bytes -= bytesOf(cached.text);
    kept.delete(id);
  };
  return {
    /** The parsed form of `text` of `id`; undefined when it is not kept, or is that of another text. */
    get(id: string, text: string): Value | undefined {
      const cached = kept.get(id);
      if (cached?.text !== text) return undefined;
      kept.delete(id);
      kept.set(id, cached);
      return cached.value;
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
    /** The number of texts kept, and their bytes. */
    size: () => ({ texts: kept.size, bytes }),
  };
}
