import { configure } from "@testing-library/react";
import { afterAll, beforeAll, beforeEach, vi } from "vitest";
import { snapshotBrowser } from "./browser-state";
import { navigation } from "./navigation-stub";
import { loadAll } from "./ui/on-demand";
import { showToasts } from "./ui/toast";

vi.mock("next/navigation", () => import("./navigation-stub"));
beforeEach(() => navigation.reset());

/** Of testing-library's `waitFor` and `findBy…`: a busy machine may take longer than the second that they wait otherwise. */
configure({ asyncUtilTimeout: 10_000 });

/** Tests see a page whose parts are there, as it is soon after it was opened. */
beforeAll(loadAll);

/** The browser as this thread's first file of tests found it. */
const thread = globalThis as { restoreBrowser?: () => void };
thread.restoreBrowser ??= snapshotBrowser();
afterAll(() => thread.restoreBrowser?.());

/** What the file left to be said is said to nobody. */
const toNobody = () => "";
afterAll(() => showToasts({ message: toNobody, error: toNobody, success: toNobody, loading: toNobody, dismiss: toNobody })());
