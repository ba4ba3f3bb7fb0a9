import { config } from "#lib/server/config.ts";
import { closeDatabase, openDatabase } from "#lib/server/db/open.ts";

// As at each start: opening brings the database up to date.
await openDatabase(config());
await closeDatabase();
console.log("The database is up to date.");
