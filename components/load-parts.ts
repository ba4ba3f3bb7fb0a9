import { beforeAll } from "vitest";
import { loadAll } from "./ui/on-demand";

/** Tests see a page whose parts are there, as it is soon after it was opened. */
beforeAll(loadAll);
