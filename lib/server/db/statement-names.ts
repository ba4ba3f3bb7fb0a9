/** How many statements are named. Every connection to PostgreSQL holds the plan of each. */
const namesMax = 500;

/**
 * Names prepared statements: the same text always gets the same name. PostgreSQL parses and plans a named statement once for each
 * connection, which for ours costs more than running it. After the first 500 texts, new ones (lists of ever another length, say) get an
 * empty name.
 */
export function statementNames(): (sql: string) => string {
  const names = new Map<string, string>();
  return (sql) => {
    const known = names.get(sql);
    if (known) return known;
    if (names.size >= namesMax) return "";
    const name = `h${names.size}`;
    names.set(sql, name);
    return name;
  };
}
