/** A node of the tree of addresses: its children by name, its child for a parameter, and its own route. */
type Node<Route> = {
  named: Map<string, Node<Route>>;
  parameter?: { name: string; node: Node<Route> };
  rest?: Found<Route>;
  found?: Found<Route>;
};
type Found<Route> = { folder: string; route: Route };

export type Match<Route> = Found<Route> & { params: Record<string, string> };

/**
 * Finds routes by address as Next does: a named segment goes before a parameter, and `[...rest]` takes what nothing else does.
 * @param table routes by their folder below `app`, such as `/api/courses/[id]/roster`
 */
export function makeMatcher<Route>(table: Record<string, Route>): (path: string) => Match<Route> | null {
  const top: Node<Route> = { named: new Map() };
  for (const [folder, route] of Object.entries(table)) {
    let node = top;
    for (const segment of folder.slice(1).split("/")) {
      if (segment.startsWith("[...")) {
        node.rest = { folder, route };
        break;
      }
      node = step(node, segment);
    }
    if (!folder.includes("[...")) node.found = { folder, route };
  }
  return (path) => {
    const segments = path.slice(1).split("/");
    // An empty segment comes from a doubled or closing slash. Next answers it with the right address.
    return segments.includes("") ? null : find(top, segments, 0, {});
  };
}

function step<Route>(node: Node<Route>, segment: string): Node<Route> {
  const name = /^\[(.+)\]$/.exec(segment)?.[1];
  if (name === undefined) {
    const next = node.named.get(segment) ?? { named: new Map() };
    node.named.set(segment, next);
    return next;
  }
  node.parameter ??= { name, node: { named: new Map() } };
  if (node.parameter.name !== name) throw new Error(`Routes call the same segment [${node.parameter.name}] and [${name}]`);
  return node.parameter.node;
}

function find<Route>(node: Node<Route>, segments: string[], at: number, params: Record<string, string>): Match<Route> | null {
  const segment = segments[at];
  if (segment === undefined) return node.found ? { ...node.found, params } : null;
  const named = node.named.get(segment);
  const found = named && find(named, segments, at + 1, params);
  if (found) return found;
  if (node.parameter) {
    const { name, node: next } = node.parameter;
    const deeper = find(next, segments, at + 1, { ...params, [name]: decodeURIComponent(segment) });
    if (deeper) return deeper;
  }
  return node.rest ? { ...node.rest, params } : null;
}
