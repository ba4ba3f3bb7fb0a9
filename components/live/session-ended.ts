/** The text for people whose session has ended without them. */
export const SessionEnded = () => "Your session has ended. Your drafts are saved in this browser.";
