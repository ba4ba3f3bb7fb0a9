import { limits } from "./limits";

/** The texts of refusals that a client of ours knows or says itself. Apart from the others, because every page loads them. */
export const knownTexts = {
  authenticationRequired: "Authentication required",
  invalidToken: "Invalid token",
  threadNotFound: "Thread not found",
  blocked: "You can read this course but not post in it: its lecturer has blocked you",
  deletedUser: "Deleted user",
  codeRequired: "Two-factor code required",
  wrongCode: "Invalid two-factor code",
  setUpTwoFactor: "Admins need two-factor sign-in here: turn it on in Settings first",
  postingClosed: "Posting is closed in this course",
  clientOutOfDate: "Client out of date",
  pictureTooLarge: `A picture can have at most ${limits.imageBytes / 1024 ** 2} MB`,
} as const;
