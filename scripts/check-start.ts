// Checks before a build, which takes minutes, whether the configuration can be started at all.
import { loadConfig } from "#lib/server/config.ts";
import { requireFreePort } from "#lib/server/start/listen.ts";

/** @throws Error that says what is wrong and what to do */
export async function checkStart(env: NodeJS.ProcessEnv): Promise<void> {
  await requireFreePort(loadConfig(env));
}
