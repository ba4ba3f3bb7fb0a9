/**
 * Lengths, sizes and times a client may rely on. Lengths are Unicode code points after trimming, times are in ms unless named otherwise.
 */
export const limits = {
  questionMin: 10,
  questionMax: 5000,
  messageMax: 5000,
  codeSnippetMax: 20_000,
  previewLength: 150,
  nameMax: 100,
  titleMax: 200,
  descriptionMax: 5000,
  enrolmentCodeMax: 50,
  urlMax: 2000,
  emailMax: 254,
  schoolNameMax: 80,
  /** The file of a logo, as it is sent; and the longest side of the picture that is made of it, in pixels. */
  logoBytes: 256 * 1024,
  logoSide: 512,
  passwordMin: 8,
  passwordMax: 256,
  idempotencyKeyMax: 200,
  reasonMax: 500,
  searchMax: 200,
  /** How long a link to choose a password is good: for a new person, from an admin, and by email for a forgotten password. */
  invitationTtl: 7 * 24 * 3600 * 1000,
  adminLinkTtl: 24 * 3600 * 1000,
  forgottenLinkTtl: 3600 * 1000,
  /** How long a link to confirm an address is good. */
  confirmationLinkTtl: 7 * 24 * 3600 * 1000,
  /** How long a two-factor set-up waits for its first code. */
  twoFactorSetUpTtl: 15 * 60 * 1000,
  recoveryCodes: 10,
  /** Lines of a CSV file of people. */
  importRowsMax: 2000,
  jsonBodyBytes: 512 * 1024,
  /** Of callers who are not signed in. */
  anonymousBodyBytes: 16 * 1024,
  captionsBytes: 512 * 1024,
  captionTracksMax: 20,
  captionLabelMax: 60,
  /** Nine hours with one every three seconds. */
  captionsCues: 10_000,
  /** Pictures in messages: the bytes and pixels of a file, the longest side of what is kept, in pixels. */
  imageBytes: 5 * 1024 * 1024,
  imagePixels: 40_000_000,
  imageSide: 2000,
  imagesPerMessage: 10,
  /** Of one person, in no message yet. */
  imagesUnposted: 100,
  pageDefault: 20,
  pageMax: 100,
  unreadThreadsMax: 100,
  /** Moments of a video with a question, in one answer. */
  momentsMax: 1000,
  threadMessagesMax: 1000,
  videosPerCourse: 1000,
  /** Students blocked in a course, in one answer. */
  blocksPage: 1000,
  /** How many messages a card shows at first, the last ones, and how many more come at each request for earlier ones. */
  messagesAtOnce: 50,
  /** The bytes of text in one answer (UTF-8). A list that holds more is cut earlier, with a cursor. */
  answerTextBytes: 1024 * 1024,
  idsMax: 100,
  /** Waiting questions that are compared to find which ask the same, the longest waiting first. */
  comparedAtOnce: 1000,
  /** Equal questions that one answer goes to in one act, and in one call. */
  answeredTogether: 200,
  answersPerCall: 20,
  /** Of a video. */
  hotMomentsMax: 5,
  /** Counts are exact to 99 and stop here, shown as `99+`. */
  countCap: 100,
  /** People on the staff of a course. */
  staffMax: 100,
  /** Inboxes that are written within the act itself; the rest by a job. */
  notifiedAtOnce: 20,
  /** How long somebody is answering a question, unless they type on. */
  claimTtl: 10 * 60 * 1000,
  /** How long the asker may answer whether a question goes to the class, and when the staff may ask again. */
  publishTtl: 2 * 24 * 3600 * 1000,
  publishAgain: 30 * 24 * 3600 * 1000,
  /** Votes of a thread are told at most this often. */
  votesEvery: 1000,
  editWindow: 15 * 60 * 1000,
  refreshGrace: 10 * 1000,
  /** A client that is further behind gets a snapshot. */
  syncMax: 200,
  snapshotRows: 100,
  /** The longest time between two comparisons of what a process emitted with what is stored. */
  reconcileEvery: 15 * 1000,
  /** Sockets of one user at one process. */
  socketsPerUser: 100,
  socketEventBytes: 16 * 1024,
  /** The largest second of a video that a moment may name: what a 32-bit column holds. */
  secondsMax: 2_147_483_647,
} as const;
