// Made from the folders: node_modules/.bin/vitest run app/api/route-table.test.ts -u
import { type RouteTable, throughNext } from "#lib/server/api/serve-api.ts";
import * as rest from "./[...rest]/route";
import * as asyncapiJson from "./asyncapi.json/route";
import * as audit from "./audit/route";
import * as authEmailConfirmation from "./auth/email-confirmation/route";
import * as authEmailConfirmationMail from "./auth/email-confirmation/mail/route";
import * as authLogin from "./auth/login/route";
import * as authLogout from "./auth/logout/route";
import * as authMe from "./auth/me/route";
import * as authPassword from "./auth/password/route";
import * as authPasswordForgot from "./auth/password/forgot/route";
import * as authPasswordLink from "./auth/password/link/route";
import * as authPasswordReset from "./auth/password/reset/route";
import * as authRefresh from "./auth/refresh/route";
import * as authRegister from "./auth/register/route";
import * as authSessions from "./auth/sessions/route";
import * as authSessionsId from "./auth/sessions/[id]/route";
import * as courses from "./courses/route";
import * as coursesId from "./courses/[id]/route";
import * as coursesIdAnnouncements from "./courses/[id]/announcements/route";
import * as coursesIdBlocks from "./courses/[id]/blocks/route";
import * as coursesIdBlocksUserId from "./courses/[id]/blocks/[userId]/route";
import * as coursesIdEnrollment from "./courses/[id]/enrollment/route";
import * as coursesIdRoster from "./courses/[id]/roster/route";
import * as coursesIdRosterUserId from "./courses/[id]/roster/[userId]/route";
import * as coursesIdRosterImport from "./courses/[id]/roster/import/route";
import * as coursesIdSeen from "./courses/[id]/seen/route";
import * as coursesIdSettings from "./courses/[id]/settings/route";
import * as coursesIdStaff from "./courses/[id]/staff/route";
import * as coursesIdStaffUserId from "./courses/[id]/staff/[userId]/route";
import * as coursesIdThreads from "./courses/[id]/threads/route";
import * as coursesIdVideos from "./courses/[id]/videos/route";
import * as discussionsMessagesId from "./discussions/messages/[id]/route";
import * as discussionsMessagesIdAccept from "./discussions/messages/[id]/accept/route";
import * as discussionsMessagesIdEndorse from "./discussions/messages/[id]/endorse/route";
import * as discussionsQueue from "./discussions/queue/route";
import * as discussionsQueueAnswers from "./discussions/queue/answers/route";
import * as discussionsQueueFigures from "./discussions/queue/figures/route";
import * as discussionsThreads from "./discussions/threads/route";
import * as discussionsThreadsId from "./discussions/threads/[id]/route";
import * as discussionsThreadsIdAlike from "./discussions/threads/[id]/alike/route";
import * as discussionsThreadsIdAuthor from "./discussions/threads/[id]/author/route";
import * as discussionsThreadsIdClaim from "./discussions/threads/[id]/claim/route";
import * as discussionsThreadsIdFollow from "./discussions/threads/[id]/follow/route";
import * as discussionsThreadsIdMessages from "./discussions/threads/[id]/messages/route";
import * as discussionsThreadsIdPublish from "./discussions/threads/[id]/publish/route";
import * as discussionsThreadsIdPublishAnswer from "./discussions/threads/[id]/publish_answer/route";
import * as discussionsThreadsIdRead from "./discussions/threads/[id]/read/route";
import * as discussionsThreadsIdReopen from "./discussions/threads/[id]/reopen/route";
import * as discussionsThreadsIdResolve from "./discussions/threads/[id]/resolve/route";
import * as discussionsThreadsIdVote from "./discussions/threads/[id]/vote/route";
import * as discussionsThreadsUnread from "./discussions/threads/unread/route";
import * as docs from "./docs/route";
import * as docsFile from "./docs/[file]/route";
import * as health from "./health/route";
import * as images from "./images/route";
import * as imagesId from "./images/[id]/route";
import * as mailTest from "./mail/test/route";
import * as notifications from "./notifications/route";
import * as notificationsCounts from "./notifications/counts/route";
import * as notificationsPreferences from "./notifications/preferences/route";
import * as notificationsRead from "./notifications/read/route";
import * as notificationsThreads from "./notifications/threads/route";
import * as notificationsUnread from "./notifications/unread/route";
import * as openapiJson from "./openapi.json/route";
import * as ready from "./ready/route";
import * as school from "./school/route";
import * as schoolLogo from "./school/logo/route";
import * as schoolLogoHash from "./school/logo/[hash]/route";
import * as users from "./users/route";
import * as usersId from "./users/[id]/route";
import * as usersIdDeletion from "./users/[id]/deletion/route";
import * as usersIdEmailConfirmation from "./users/[id]/email-confirmation/route";
import * as usersIdLink from "./users/[id]/link/route";
import * as usersIdSessions from "./users/[id]/sessions/route";
import * as usersIdSessionsSid from "./users/[id]/sessions/[sid]/route";
import * as usersIdTwoFactor from "./users/[id]/two-factor/route";
import * as usersImport from "./users/import/route";
import * as usersLinks from "./users/links/route";
import * as usersMe from "./users/me/route";
import * as usersMeExport from "./users/me/export/route";
import * as usersMeTwoFactor from "./users/me/two-factor/route";
import * as usersMeTwoFactorRecoveryCodes from "./users/me/two-factor/recovery-codes/route";
import * as videosId from "./videos/[id]/route";
import * as videosIdCaptions from "./videos/[id]/captions/route";
import * as videosIdMoments from "./videos/[id]/moments/route";
import * as videosIdPoster from "./videos/[id]/poster/route";
import * as videosIdProcessing from "./videos/[id]/processing/route";
import * as videosIdProgress from "./videos/[id]/progress/route";
import * as videosIdReplacement from "./videos/[id]/replacement/route";
import * as videosIdStream from "./videos/[id]/stream/route";

/** Every route below `app/api` by its folder; next-auth needs Next around it. */
export const routeTable: RouteTable = {
  "/api/[...rest]": rest,
  "/api/asyncapi.json": asyncapiJson,
  "/api/audit": audit,
  "/api/auth/email-confirmation": authEmailConfirmation,
  "/api/auth/email-confirmation/mail": authEmailConfirmationMail,
  "/api/auth/login": authLogin,
  "/api/auth/logout": authLogout,
  "/api/auth/me": authMe,
  "/api/auth/password": authPassword,
  "/api/auth/password/forgot": authPasswordForgot,
  "/api/auth/password/link": authPasswordLink,
  "/api/auth/password/reset": authPasswordReset,
  "/api/auth/refresh": authRefresh,
  "/api/auth/register": authRegister,
  "/api/auth/sessions": authSessions,
  "/api/auth/sessions/[id]": authSessionsId,
  "/api/courses": courses,
  "/api/courses/[id]": coursesId,
  "/api/courses/[id]/announcements": coursesIdAnnouncements,
  "/api/courses/[id]/blocks": coursesIdBlocks,
  "/api/courses/[id]/blocks/[userId]": coursesIdBlocksUserId,
  "/api/courses/[id]/enrollment": coursesIdEnrollment,
  "/api/courses/[id]/roster": coursesIdRoster,
  "/api/courses/[id]/roster/[userId]": coursesIdRosterUserId,
  "/api/courses/[id]/roster/import": coursesIdRosterImport,
  "/api/courses/[id]/seen": coursesIdSeen,
  "/api/courses/[id]/settings": coursesIdSettings,
  "/api/courses/[id]/staff": coursesIdStaff,
  "/api/courses/[id]/staff/[userId]": coursesIdStaffUserId,
  "/api/courses/[id]/threads": coursesIdThreads,
  "/api/courses/[id]/videos": coursesIdVideos,
  "/api/discussions/messages/[id]": discussionsMessagesId,
  "/api/discussions/messages/[id]/accept": discussionsMessagesIdAccept,
  "/api/discussions/messages/[id]/endorse": discussionsMessagesIdEndorse,
  "/api/discussions/queue": discussionsQueue,
  "/api/discussions/queue/answers": discussionsQueueAnswers,
  "/api/discussions/queue/figures": discussionsQueueFigures,
  "/api/discussions/threads": discussionsThreads,
  "/api/discussions/threads/[id]": discussionsThreadsId,
  "/api/discussions/threads/[id]/alike": discussionsThreadsIdAlike,
  "/api/discussions/threads/[id]/author": discussionsThreadsIdAuthor,
  "/api/discussions/threads/[id]/claim": discussionsThreadsIdClaim,
  "/api/discussions/threads/[id]/follow": discussionsThreadsIdFollow,
  "/api/discussions/threads/[id]/messages": discussionsThreadsIdMessages,
  "/api/discussions/threads/[id]/publish": discussionsThreadsIdPublish,
  "/api/discussions/threads/[id]/publish_answer": discussionsThreadsIdPublishAnswer,
  "/api/discussions/threads/[id]/read": discussionsThreadsIdRead,
  "/api/discussions/threads/[id]/reopen": discussionsThreadsIdReopen,
  "/api/discussions/threads/[id]/resolve": discussionsThreadsIdResolve,
  "/api/discussions/threads/[id]/vote": discussionsThreadsIdVote,
  "/api/discussions/threads/unread": discussionsThreadsUnread,
  "/api/docs": docs,
  "/api/docs/[file]": docsFile,
  "/api/health": health,
  "/api/images": images,
  "/api/images/[id]": imagesId,
  "/api/mail/test": mailTest,
  "/api/notifications": notifications,
  "/api/notifications/counts": notificationsCounts,
  "/api/notifications/preferences": notificationsPreferences,
  "/api/notifications/read": notificationsRead,
  "/api/notifications/threads": notificationsThreads,
  "/api/notifications/unread": notificationsUnread,
  "/api/openapi.json": openapiJson,
  "/api/ready": ready,
  "/api/school": school,
  "/api/school/logo": schoolLogo,
  "/api/school/logo/[hash]": schoolLogoHash,
  "/api/users": users,
  "/api/users/[id]": usersId,
  "/api/users/[id]/deletion": usersIdDeletion,
  "/api/users/[id]/email-confirmation": usersIdEmailConfirmation,
  "/api/users/[id]/link": usersIdLink,
  "/api/users/[id]/sessions": usersIdSessions,
  "/api/users/[id]/sessions/[sid]": usersIdSessionsSid,
  "/api/users/[id]/two-factor": usersIdTwoFactor,
  "/api/users/import": usersImport,
  "/api/users/links": usersLinks,
  "/api/users/me": usersMe,
  "/api/users/me/export": usersMeExport,
  "/api/users/me/two-factor": usersMeTwoFactor,
  "/api/users/me/two-factor/recovery-codes": usersMeTwoFactorRecoveryCodes,
  "/api/videos/[id]": videosId,
  "/api/videos/[id]/captions": videosIdCaptions,
  "/api/videos/[id]/moments": videosIdMoments,
  "/api/videos/[id]/poster": videosIdPoster,
  "/api/videos/[id]/processing": videosIdProcessing,
  "/api/videos/[id]/progress": videosIdProgress,
  "/api/videos/[id]/replacement": videosIdReplacement,
  "/api/videos/[id]/stream": videosIdStream,
  "/api/auth/[...nextauth]": throughNext,
};
