import { giveUpMail, mailForgotten, mailLink } from "../auth/mail-link";
import { mailTwoFactor } from "../auth/two-factor-notice";
import { removeCourse } from "../courses/delete-course";
import { tellOfCourse } from "../courses/tell-of-course";
import { retractAnnouncement, tellAnnouncement } from "../discussions/announcements";
import { tellAnswered, tellFollowers } from "../discussions/followers";
import { leaveStaff, moveThreads } from "../discussions/move-threads";
import { bumpThreadVersions } from "../discussions/touch-threads";
import { removeImages } from "../images/prune-images";
import type { FailureHandlers, Handlers } from "../jobs/work";
import { forgetPerson } from "../users/forget-person";
import { tellOfVideo } from "../videos/announce-video";
import { removeVideo } from "../videos/delete-video";
import { giveUpVideo, processVideo } from "../videos/process-video";
import { removeReplaced, replaceVideo } from "../videos/replace-file";

/** The handler of each kind of job. Each may run again from the start at any time. */
export const handlers: Handlers = {
  "tell-of-course": tellOfCourse,
  "tell-of-video": tellOfVideo,
  "move-threads": moveThreads,
  "leave-staff": leaveStaff,
  "tell-followers": tellFollowers,
  "tell-answered": tellAnswered,
  "tell-announcement": tellAnnouncement,
  "retract-announcement": retractAnnouncement,
  "remove-course": removeCourse,
  "remove-video": removeVideo,
  "remove-images": removeImages,
  "process-video": processVideo,
  "replace-video": replaceVideo,
  "remove-files": removeReplaced,
  "forget-person": ({ userId }, { signal }) => forgetPerson(userId, signal),
  "rename-person": ({ userId }, { signal }) => bumpThreadVersions(userId, { signal }),
  "mail-link": mailLink,
  "mail-forgotten": mailForgotten,
  "mail-two-factor": mailTwoFactor,
};

/** What is left to do when a job is given up because its attempts never ended. */
export const lastWords: FailureHandlers = { "process-video": giveUpVideo, "replace-video": giveUpVideo, "mail-link": giveUpMail };
