import { removeCourse } from "../courses/delete-course";
import { tellOfCourse } from "../courses/tell-of-course";
import { moveThreads } from "../discussions/move-threads";
import { tellOfVideo } from "../videos/announce-video";
import { removeVideo } from "../videos/delete-video";
import { processVideo } from "../videos/process-video";
import type { Handlers } from "./work";

/** Who does what. Each may be run again from the start at any time. */
export const handlers: Handlers = {
  "tell-of-course": tellOfCourse,
  "tell-of-video": tellOfVideo,
  "move-threads": moveThreads,
  "remove-course": removeCourse,
  "remove-video": removeVideo,
  "process-video": processVideo,
};
