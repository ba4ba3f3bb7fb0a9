// Keeps log lines, of migrations say, out of the printed tables. Imported first, because the log reads its level when it is made.
process.env.LOG_LEVEL ||= "warn";
