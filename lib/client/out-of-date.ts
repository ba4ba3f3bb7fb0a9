import { createStore } from "zustand/vanilla";

/** Whether the server speaks another protocol than this page, which then has to be loaded anew. */
export const outOfDate = createStore<{ isOutOfDate: boolean }>(() => ({ isOutOfDate: false }));
