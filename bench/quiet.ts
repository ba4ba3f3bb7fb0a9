// The harness migrates a database itself; its table is not the place to say so. Imported first, before anything makes the log.
process.env.LOG_LEVEL ||= "warn";
