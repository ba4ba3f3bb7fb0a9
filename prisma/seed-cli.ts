import { config } from "#lib/server/config.ts";
import { closeDatabase, openDatabase } from "#lib/server/db/open.ts";
import { seed } from "./seed";

await openDatabase(config());
await seed();
await closeDatabase();
console.log("The demo data is in place. Password of every demo account: handraise-demo");
