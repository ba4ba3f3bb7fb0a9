/** So many statements are kept: every connection to PostgreSQL holds the plan of each. */
const most = 500;

/**
 * Names for prepared statements: the same text gets the same name, always. PostgreSQL parses and plans a named statement once for each
 * connection, which for ours costs more than running it. Texts that are new after the first 500 (lists of ever another length, say) get none: an empty one.
 */
export function statementNames(): (sql: string) => string {
  const names = new Map<string, string>();
  return (sql) => {
    const known = names.get(sql);
    if (known) return known;
    if (names.size >= most) return "";
    const name = `h${names.size}`;
    names.set(sql, name);
    return name;
  };
}
