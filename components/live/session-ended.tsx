/** Tells people that their session has ended without them. */
export const SessionEnded = () => "Your session has ended. Your drafts are saved in this browser.";
