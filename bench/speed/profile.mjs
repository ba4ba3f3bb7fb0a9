// Loaded by --import into a server that is measured with --profile=FOLDER: writes a CPU profile when the process ends, for Chromium's
// developer tools, speedscope and --flame. Because Node takes --cpu-prof only as an argument.
import { writeFileSync } from "node:fs";
import { Session } from "node:inspector";
import { join } from "node:path";
import { isMainThread } from "node:worker_threads";

if (isMainThread && process.env.PROFILE_DIR) {
  const session = new Session();
  session.connect();
  session.post("Profiler.enable");
  session.post("Profiler.setSamplingInterval", { interval: 200 });
  // After the start, which is measured by itself.
  setTimeout(() => session.post("Profiler.start"), 8000).unref();
  process.on("exit", () =>
    session.post("Profiler.stop", (error, result) => {
      if (!error) writeFileSync(join(process.env.PROFILE_DIR, `${process.pid}.cpuprofile`), JSON.stringify(result.profile));
    }),
  );
}
