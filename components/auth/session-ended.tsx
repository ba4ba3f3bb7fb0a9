/** What is said to whoever was signed in until their session ended without them. */
export const SessionEnded = () => "Your session has ended. What you were writing is kept in this browser.";
