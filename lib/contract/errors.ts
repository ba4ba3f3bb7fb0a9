import type { Failure } from "./failure";
import { knownTexts } from "./known-texts";
import { limits } from "./limits";

export type { ErrorDetail, Failure } from "./failure";

/**
 * The only table of error codes. A code decides the HTTP status, and clients read the text. Nothing else in the project writes the status
 * number of a failure.
 */
export const statusOf = {
  invalid_input: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  timed_out: 408,
  conflict: 409,
  too_large: 413,
  not_json: 415,
  too_many: 429,
  internal: 500,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof statusOf;

/** The texts of refusals: those that the contract fixes (sections 2 to 4), and all others that the description of the API names. */
export const texts = {
  ...knownTexts,
  authenticationFailed: "Authentication failed",
  invalidCredentials: "Invalid email or password",
  emailTaken: "Email already registered",
  notAllowed: "You are not allowed to do this",
  onlyStudentsAsk: "Only students can create discussion threads",
  lecturerDoesNotOwn: "Lecturer does not own the course for this video",
  notEnrolled: "You are not enrolled in this course",
  cannotView: "You are not authorized to view this thread",
  cannotReply: "You are not authorized to add messages to this thread",
  cannotRead: "You are not authorized to mark this thread as read",
  cannotChange: "You are not authorized to change this thread",
  videoNotFound: "Video not found",
  lecturerNotFound: "Lecturer not found",
  messageNotFound: "Message not found",
  courseNotFound: "Course not found",
  userNotFound: "User not found",
  sessionNotFound: "Session not found",
  linkNotGood: "This link no longer works: request a new one",
  lastAdmin: "This is the last admin: make someone else an admin first",
  ownsCourses: "This lecturer has courses: give them to another lecturer first, or delete them",
  otherAccountsLink: "This link belongs to another account: sign in with that one, then open the link again",
  emailConfirmed: "Your email address is already confirmed",
  twoFactorStays: "Admins need two-factor sign-in here: it must stay on",
  twoFactorIsOn: "Two-factor sign-in is already on",
  twoFactorIsOff: "Two-factor sign-in is off",
  noSetUp: "The set-up was not started or has expired: start again",
  noMail: "This server sends no email: no mail server is set up",
  ownTwoFactor: "Turn off your own two-factor sign-in in Settings, with your password and a code",
  takesNoQuestions: "This course is archived: its questions can be read, but no new ones asked",
  classQuestionsOff: "Class questions are off in this course",
  anonymousOff: "Anonymous questions are off in this course",
  ownerStays: "A course needs its owner",
  staffNotEnrolled: "Staff cannot be enrolled in their own course",
  ownVote: "Your own question counts already",
  staffIsFull: `At most ${limits.staffMax} people teach a course: remove someone first`,
  notOnStaff: "You are not on the staff of a course",
  anonymousIsForClass: "Only questions to the class can be anonymous",
  othersWrote: "Others have written here: only its staff could show it to the class, with the asker’s consent",
  staysAnonymous: "An anonymous question stays anonymous",
  notOfClass: "This is not a class question",
  noVotesHere: "Only class questions can be voted on",
  archivedVotes: "This course is archived: nobody votes in it any more",
  notWaiting: "This question is no longer waiting for an answer",
  archivedWrites: "This course is archived: nobody writes in it any more",
  questionNotAnswer: "The question itself is not an answer",
  ownEndorsement: "Your own answer counts as the staff’s already",
  notAnAnswer: "An announcement has no answers",
  unansweredStays: "This question has no answer to publish yet",
  askedLately: "The asker was asked for this within the last 30 days",
  nobodyAsks: "Nobody is waiting for your consent here any more",
  announcementIsForClass: "An announcement is for the whole class: delete it instead",
  announcementsStay: "Announcements can’t be switched off in the app",
  newOwnerTeaches: "Only a lecturer of the course can become its owner",
  takesNobody: "This course is archived: nobody can join it any more",
  wrongEnrolmentCode: "This is not the course’s enrolment code: ask its lecturer",
  notOnRoster: "Nobody of this id is enrolled in this course",
  onlyStudentsAreBlocked: "Only students can be blocked",
  keyOfAnotherBody: "This Idempotency-Key was used with another body: use a new key for a new request",
  courseIsFull: `A course holds at most ${limits.videosPerCourse} videos: delete one, or make another course`,
  notPlayableYet: "This video can’t be played yet",
  fileMissing: "The file of this video is not there",
  noCaptions: "This video has no captions",
  noCaptionsInLanguage: "This video has no captions in this language",
  tooManyLanguages: `A video has captions in at most ${limits.captionTracksMax} languages`,
  notReplaceable: "Only a lecture that can be played, from a file of its own, can get another file",
  replacementRuns: "Another file of this lecture is being prepared already: wait until it is ready, or cancel it",
  noPoster: "This video has no poster",
  pictureNotFound: "Picture not found",
  noPicture: "This file is no picture that can be shown here: use PNG, JPEG, WebP or GIF",
  pictureTooManyPixels: `A picture can have at most ${limits.imagePixels / 1_000_000} megapixels`,
  pictureDamaged: "This picture is damaged: save it again, or take another one",
  tooManyUnposted: `You have ${limits.imagesUnposted} pictures that are in no message yet: send them, or try again tomorrow`,
  noLogo: "No logo is set",
  exportRuns: "Your data is being exported already: try again when that is done",
  databaseIsAway: "The database does not answer",
  redisIsAway: "Redis does not answer: events reach people on other processes late",
} as const;

/** Why somebody cannot claim a question. `name` is who holds it. */
export const claimedText = (name: string): string => `${name} is answering this question`;

export type Success<Data> = { success: true; message: string; data: Data; next_cursor?: string };
export type Envelope<Data> = Success<Data> | Failure;
