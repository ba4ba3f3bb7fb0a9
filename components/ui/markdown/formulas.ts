import remarkMath from "remark-math";

/** Of micromark, which gives no types to those who write a construct with nothing else. */
type Code = number | null;
type State = (code: Code) => State | undefined;
type Effects = {
  enter: (type: string) => void;
  exit: (type: string) => void;
  consume: (code: Code) => void;
  attempt: (construct: Construct, ok: State, nok: State) => State;
  check: (construct: Construct, ok: State, nok: State) => State;
};
type Construct = {
  tokenize: (effects: Effects, ok: State, nok: State) => State;
  name?: string;
  concrete?: boolean;
  partial?: boolean;
  previous?: (code: Code) => boolean;
};
type Extension = { flow?: Record<number, Construct>; text?: Record<number, Construct> };
type Node = {
  type: string;
  value?: string;
  children?: Node[];
  data?: object;
  position?: { start: { offset?: number }; end: { offset?: number } };
};
type Processor = { data: () => { micromarkExtensions?: Extension[] } };

const dollarCode = 36;
const backslashCode = 92;
/** micromark's own codes for ends of lines and tabs are negative. */
const isLineEnd = (code: Code) => code !== null && code < -2;
const isSpace = (code: Code) => code === null || code < 0 || code === 32;
const isLetterOrDigit = (code: Code) => code !== null && code > 0 && /[0-9A-Za-z]/.test(String.fromCharCode(code));

/**
 * A remark plugin: formulas of LaTeX between `$` or `$$`. A single `$` begins one only before something that is no space, and the next `$`
 * has to end it: behind something that is no space, and before no letter or digit. So amounts of money and names of variables stay text.
 */
export function formulas(this: unknown) {
  const processor = this as Processor;
  (remarkMath as (this: unknown) => void).call(processor);
  const extensions = processor.data().micromarkExtensions ?? [];
  const flow = extensions.pop()?.flow?.[dollarCode];
  extensions.push({ text: { [dollarCode]: inline }, ...(flow && { flow: { [dollarCode]: onLinesOfItsOwn(flow) } }) });
  return (tree: Node, file: { value: unknown }): void => markFormulas(tree, String(file.value));
}

function markFormulas(node: Node, source: string): void {
  for (const child of node.children ?? []) markFormulas(child, source);
  if (node.type !== "math" && node.type !== "inlineMath") return;
  if (!node.value?.trim()) {
    unset(node, source);
    return;
  }
  const display = node.type === "math" || source.startsWith("$$", node.position?.start.offset ?? 0);
  node.data = {
    hName: "math",
    hProperties: { display: display ? "block" : "inline" },
    hChildren: [{ type: "text", value: node.value }],
  };
}

/** Marks with nothing between are text. */
function unset(node: Node, source: string): void {
  const text = { type: "text", value: source.slice(node.position?.start.offset, node.position?.end.offset) };
  if (node.type === "inlineMath") Object.assign(node, text, { data: undefined });
  else Object.assign(node, { type: "paragraph", children: [text], value: undefined, data: undefined });
}

/** The plugin's block takes what stands behind its first `$$` for a note, and drops it. There it is text, or a formula within a line. */
const onLinesOfItsOwn = (flow: Construct): Construct => ({
  name: "mathOnLinesOfItsOwn",
  concrete: true,
  tokenize: (effects, ok, nok) => effects.check(alone, effects.attempt(flow, ok, nok), nok),
});

const alone: Construct = {
  partial: true,
  tokenize(effects, ok, nok) {
    const goOn: State = (code) => {
      if (code === null || isLineEnd(code)) {
        effects.exit("data");
        return ok(code);
      }
      if (code !== dollarCode && !isSpace(code)) return nok(code);
      effects.consume(code);
      return goOn;
    };
    return (code) => {
      effects.enter("data");
      return goOn(code);
    };
  },
};

/**
 * `$…$` in one line, or `$$…$$` in one paragraph. Each `$` is looked from only up to the next one, so that time grows with the length
 * alone.
 */
const inline: Construct = {
  name: "formula",
  previous: (code) => code !== dollarCode && !isLetterOrDigit(code),
  tokenize(effects, ok, nok) {
    let opening = 0;
    let closing = 0;
    let before: Code = null;
    let isEscaped = false;
    const start: State = (code) => {
      effects.enter("mathText");
      effects.enter("mathTextSequence");
      return open(code);
    };
    const open: State = (code) => {
      if (code === dollarCode && opening < 2) {
        opening++;
        effects.consume(code);
        return open;
      }
      if (code === dollarCode || (opening === 1 && isSpace(code))) return nok(code);
      effects.exit("mathTextSequence");
      return between(code);
    };
    const between: State = (code) => {
      if (code === null || (isLineEnd(code) && opening === 1)) return nok(code);
      if (isLineEnd(code)) {
        effects.enter("lineEnding");
        effects.consume(code);
        effects.exit("lineEnding");
        before = code;
        isEscaped = false;
        return between;
      }
      if (code === dollarCode && !isEscaped) {
        effects.enter("mathTextSequence");
        return close(code);
      }
      effects.enter("mathTextData");
      return data(code);
    };
    const data: State = (code) => {
      if (code === null || isLineEnd(code) || (code === dollarCode && !isEscaped)) {
        effects.exit("mathTextData");
        return between(code);
      }
      isEscaped = code === backslashCode && !isEscaped;
      before = code;
      effects.consume(code);
      return data;
    };
    const close: State = (code) => {
      if (code === dollarCode && closing < opening) {
        closing++;
        effects.consume(code);
        return close;
      }
      if (closing < opening || code === dollarCode) return nok(code);
      if (opening === 1 && (isSpace(before) || isLetterOrDigit(code))) return nok(code);
      effects.exit("mathTextSequence");
      effects.exit("mathText");
      return ok(code);
    };
    return start;
  },
};
