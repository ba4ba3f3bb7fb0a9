import { giveUpMail, mailForgotten, mailLink } from "../auth/mail-link";
import { mailTwoFactor } from "../auth/two-factor-notice";
import { removeCourse } from "../courses/delete-course";
import { notifyCourseCreated } from "../courses/notify-course-created";
import { notifyOfAnnouncement, retractAnnouncement } from "../discussions/announcements";
import { bumpThreadVersions } from "../discussions/bump-thread-versions";
import { notifyFollowers, notifyOfFirstAnswer } from "../discussions/followers";
import { leaveStaff, moveThreads } from "../discussions/move-threads";
import { removeImages } from "../images/prune-images";
import type { FailureHandlers, Handlers } from "../jobs/work";
import { forgetPerson } from "../users/forget-person";
import { notifyVideoUploaded } from "../videos/announce-video";
import { removeVideo } from "../videos/delete-video";
import { giveUpVideo, processVideo } from "../videos/process-video";
import { removeReplaced, replaceVideo } from "../videos/replace-file";

/** The handler of each kind of job. Each may run again from the start at any time. */
export const handlers: Handlers = {
  "tell-of-course": notifyCourseCreated,
  "tell-of-video": notifyVideoUploaded,
  "move-threads": moveThreads,
  "leave-staff": leaveStaff,
  "tell-followers": notifyFollowers,
  "tell-answered": notifyOfFirstAnswer,
  "tell-announcement": notifyOfAnnouncement,
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
export const failureHandlers: FailureHandlers = { "process-video": giveUpVideo, "replace-video": giveUpVideo, "mail-link": giveUpMail };
