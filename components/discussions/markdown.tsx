"use client";
import { Component, type ComponentType, lazy, type ReactNode, Suspense, useMemo, useSyncExternalStore } from "react";
import { costMax, markdownCost, serverCostMax } from "./markdown-cost";
import { AsWritten, PlainText } from "./markdown-plain";
import { fencePastedCode } from "./pasted-code";

type Props = { text: string; scope: string };

/** The parser is 40 kB: it is fetched when there is something to parse. The server writes its markup into the page, so nothing shifts. */
const fetchBody = () => lazy((): Promise<{ default: ComponentType<Props> }> => import("./markdown-body"));
let MarkdownBody = fetchBody();

/** Text without any mark of Markdown, a link included, is the same with and without the parser. */
export const isPlain = (text: string): boolean =>
  !/[*_`~#>|[\]\\&<]|^[^\S\n]*(?:[-+]|\d+[.)])\s|^(?: {4}|\t)|^-{2,}|^={2,}|:\/\/|www\.|\S@\S/m.test(text);

const never = () => () => {};
/** False while the server draws, and while the browser takes over what it drew. */
const useInBrowser = () =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );

/** What a person wrote, safely. `scope` keeps footnotes of different messages apart. */
export function Markdown({ text, scope }: Props) {
  const source = useMemo(() => fencePastedCode(text), [text]);
  const cost = useMemo(() => (isPlain(source) ? 0 : markdownCost(source)), [source]);
  const inBrowser = useInBrowser();
  if (cost > costMax) return <AsWritten text={text} />;
  const plain = <PlainText text={text} />;
  if (cost === 0 || (cost > serverCostMax && !inBrowser)) return plain;
  return (
    <Otherwise key={text} show={plain}>
      {() => (
        <Suspense fallback={plain}>
          <MarkdownBody text={source} scope={scope} />
        </Suspense>
      )}
    </Otherwise>
  );
}

/**
 * Whatever goes wrong with one message is its own matter: it shows `show`, the text, and the page stands. The parser may not have come for want of a
 * network: it is asked for once more when that is back.
 */
class Otherwise extends Component<{ show: ReactNode; children: () => ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError = () => ({ failed: true });

  private readonly again = () => {
    if (!this.state.failed) return;
    MarkdownBody = fetchBody();
    this.setState({ failed: false });
  };
  override componentDidMount() {
    window.addEventListener("online", this.again);
  }
  override componentWillUnmount() {
    window.removeEventListener("online", this.again);
  }
  override render() {
    return this.state.failed ? this.props.show : this.props.children();
  }
}
