import { type ComponentProps, type ReactElement, useContext } from "react";
import ReactMarkdown, { type Components, type ExtraProps } from "react-markdown";
import remarkGfm from "remark-gfm";
import { readPictureAddress } from "#lib/contract/picture-address.ts";
import { CodeBlock } from "../code/code-block";
import { FormulaPlace } from "./formula-place";
import { formulas } from "./formulas";
import { literalMarks } from "./literal-marks";
import { PlainText } from "./markdown-plain";
import { makeParsedTexts } from "./parsed-texts";
import { Picture, WithinLink } from "./picture";
import styles from "./prose.module.css";
import { TimeLink } from "./time-link";
import { times } from "./times";

type Props<Tag extends keyof React.JSX.IntrinsicElements> = ComponentProps<Tag> & ExtraProps;

/** A link of a message, which leads away. Its page gets no access to this one, no referrer, and no credit with search engines. */
function OutsideLink({ href, children, node: _node, ...rest }: Props<"a">) {
  const inside = href?.startsWith("#");
  if (!href) return <span>{children}</span>;
  return (
    <a {...rest} href={href} {...(!inside && { target: "_blank", rel: "noopener nofollow ugc" })}>
      <WithinLink value={true}>{children}</WithinLink>
    </a>
  );
}

/** A picture of ours. One from elsewhere is a link, because loading it would tell its server who reads here, and when. */
function Image({ src, alt }: Props<"img">) {
  const isLinked = useContext(WithinLink);
  const ours = typeof src === "string" ? readPictureAddress(src) : null;
  if (ours) return <Picture {...ours} alt={alt || "Picture"} />;
  if (typeof src !== "string" || src === "" || isLinked) return <span>{alt || (src && "Image")}</span>;
  return <OutsideLink href={src}>{alt || "Image"}</OutsideLink>;
}

/** A heading of a message, as text. Because it must not be among the headings of the page. */
const Heading = ({ children }: { children?: React.ReactNode }) => (
  <p>
    <strong>{children}</strong>
  </p>
);

type Hast = NonNullable<ExtraProps["node"]>;
const textOf = (node: Hast["children"][number] | Hast): string =>
  "children" in node ? node.children.map(textOf).join("") : "value" in node ? node.value : "";

/** Code in a block, with the language of its fence. */
function Code({ node }: Props<"pre">) {
  const [inner] = node?.children ?? [];
  const classes = inner?.type === "element" ? inner.properties["className"] : null;
  const named = Array.isArray(classes) ? classes.find((one) => typeof one === "string" && one.startsWith("language-")) : undefined;
  const language = typeof named === "string" ? named.slice("language-".length) : null;
  return <CodeBlock code={node ? textOf(node).replace(/\n$/, "") : ""} language={language} />;
}

const Time = ({ node }: Props<"time">) => (node ? <TimeLink written={textOf(node)} /> : null);
const MathPlace = ({ node }: ExtraProps) =>
  node ? <FormulaPlace tex={textOf(node)} display={node.properties["display"] === "block"} /> : null;

/** Code is read from left to right, whatever the text around it. */
const InlineCode = ({ node: _node, ...rest }: Props<"code">) => <code {...rest} dir="ltr" />;
const Table = ({ node: _node, ...rest }: Props<"table">) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
  <section className="goes-on overflow-x-auto" tabIndex={0} aria-label="Table">
    <table {...rest} />
  </section>
);
const TaskBox = ({ checked }: Props<"input">) => (
  <span role="img" aria-label={checked ? "Done" : "To do"}>
    {checked ? "☑" : "☐"}{" "}
  </span>
);

const components: Components = {
  a: OutsideLink,
  img: Image,
  h1: Heading,
  h2: Heading,
  h3: Heading,
  h4: Heading,
  h5: Heading,
  h6: Heading,
  pre: Code,
  code: InlineCode,
  table: Table,
  input: TaskBox,
  time: Time,
  ...{ math: MathPlace },
};

const parsed = makeParsedTexts<ReactElement>();

/** The elements of a text. They never change, so a message that is shown again gets the same ones. */
function elementsOf(text: string, scope: string): ReactElement {
  const cached = parsed.get(scope, text);
  if (cached) return cached;
  const made = ReactMarkdown({
    remarkPlugins: [remarkGfm, formulas, literalMarks, times],
    remarkRehypeOptions: { clobberPrefix: `${scope}-` },
    components,
    children: text,
  });
  parsed.keep(scope, text, made);
  return made;
}

/**
 * GitHub-flavoured Markdown. Shows raw HTML as text. The parser drops addresses other than http(s), mailto and the like. A text at which it
 * fails is shown as written.
 */
export default function MarkdownBody({ text, scope }: { text: string; scope: string }) {
  try {
    return (
      <div className={styles.prose} dir="auto">
        {elementsOf(text, scope)}
      </div>
    );
  } catch {
    return <PlainText text={text} />;
  }
}
