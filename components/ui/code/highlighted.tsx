import bash from "highlight.js/lib/languages/bash";
import c from "highlight.js/lib/languages/c";
import cpp from "highlight.js/lib/languages/cpp";
import css from "highlight.js/lib/languages/css";
import java from "highlight.js/lib/languages/java";
import javascript from "highlight.js/lib/languages/javascript";
import json from "highlight.js/lib/languages/json";
import python from "highlight.js/lib/languages/python";
import r from "highlight.js/lib/languages/r";
import sql from "highlight.js/lib/languages/sql";
import typescript from "highlight.js/lib/languages/typescript";
import xml from "highlight.js/lib/languages/xml";
import { createLowlight } from "lowlight";
import { type ReactNode, useMemo } from "react";
import styles from "./code-block.module.css";
import { grammarNamed, guessGrammar } from "./languages";

const lowlight = createLowlight({ bash, c, cpp, css, java, javascript, json, python, r, sql, typescript, xml });

type Node = { type: string; value?: string; children?: Node[]; properties?: { className?: unknown } };

/** What the grammars call a part of code, by the colour that it gets. */
const colours: Record<string, string | undefined> = {
  "hljs-keyword": styles.keyword,
  "hljs-selector-tag": styles.keyword,
  "hljs-literal": styles.number,
  "hljs-number": styles.number,
  "hljs-symbol": styles.number,
  "hljs-string": styles.string,
  "hljs-regexp": styles.string,
  "hljs-char": styles.string,
  "hljs-comment": styles.comment,
  "hljs-quote": styles.comment,
  "hljs-meta": styles.comment,
  "hljs-title": styles.name,
  "hljs-section": styles.name,
  "hljs-name": styles.name,
  "hljs-selector-class": styles.name,
  "hljs-selector-id": styles.name,
  "hljs-built_in": styles.type,
  "hljs-type": styles.type,
  "hljs-attr": styles.type,
  "hljs-attribute": styles.type,
  "hljs-variable": styles.type,
};

function colourOf({ properties }: Node): string | undefined {
  const classes = Array.isArray(properties?.className) ? properties.className : [];
  for (const one of classes) if (typeof one === "string" && colours[one]) return colours[one];
}

const draw = (nodes: Node[]): ReactNode[] => nodes.map((node, index) => <Part key={`${index}`} node={node} />);

function Part({ node }: { node: Node }) {
  if (node.type === "text") return node.value ?? "";
  const colour = colourOf(node);
  const inner = draw(node.children ?? []);
  return colour === undefined ? inner : <span className={colour}>{inner}</span>;
}

/** Code in colours, where its language is known: by its name, or else by its signs. */
export default function Highlighted({ code, language }: { code: string; language: string | null }) {
  return useMemo(() => {
    const grammar = language === null ? guessGrammar(code) : grammarNamed(language);
    if (grammar === null) return code;
    try {
      return <>{draw(lowlight.highlight(grammar, code).children as Node[])}</>;
    } catch {
      return code;
    }
  }, [code, language]);
}
