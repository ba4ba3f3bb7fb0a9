import type { Notification } from "./notifications";

/** Whether a notification is a receipt: delivered like any other, but never listed or counted (docs/contract.md section 5). */
export const isReceipt = (row: Notification): boolean => row.type === "thread/discussion" && row.payload.action === "thread_read";
