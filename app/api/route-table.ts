// Made from the folders: node_modules/.bin/vitest run app/api/route-table.test.ts -u
import { type RouteTable, throughNext } from "#lib/server/api/serve-api";
import * as route0 from "./[...rest]/route";
import * as route1 from "./audit/route";
import * as route2 from "./auth/email-confirmation/route";
import * as route3 from "./auth/email-confirmation/mail/route";
import * as route4 from "./auth/login/route";
import * as route5 from "./auth/logout/route";
import * as route6 from "./auth/me/route";
import * as route7 from "./auth/password/route";
import * as route8 from "./auth/password/forgot/route";
import * as route9 from "./auth/password/link/route";
import * as route10 from "./auth/password/reset/route";
import * as route11 from "./auth/refresh/route";
import * as route12 from "./auth/register/route";
import * as route13 from "./auth/sessions/route";
import * as route14 from "./auth/sessions/[id]/route";
import * as route15 from "./courses/route";
import * as route16 from "./courses/[id]/route";
import * as route17 from "./courses/[id]/blocks/route";
import * as route18 from "./courses/[id]/blocks/[userId]/route";
import * as route19 from "./courses/[id]/enrollment/route";
import * as route20 from "./courses/[id]/roster/route";
import * as route21 from "./courses/[id]/roster/[userId]/route";
import * as route22 from "./courses/[id]/roster/import/route";
import * as route23 from "./courses/[id]/settings/route";
import * as route24 from "./courses/[id]/videos/route";
import * as route25 from "./discussions/messages/[id]/route";
import * as route26 from "./discussions/queue/route";
import * as route27 from "./discussions/threads/route";
import * as route28 from "./discussions/threads/[id]/route";
import * as route29 from "./discussions/threads/[id]/messages/route";
import * as route30 from "./discussions/threads/[id]/read/route";
import * as route31 from "./discussions/threads/[id]/reopen/route";
import * as route32 from "./discussions/threads/[id]/resolve/route";
import * as route33 from "./discussions/threads/unread/route";
import * as route34 from "./health/route";
import * as route35 from "./notifications/route";
import * as route36 from "./notifications/counts/route";
import * as route37 from "./notifications/preferences/route";
import * as route38 from "./notifications/read/route";
import * as route39 from "./notifications/threads/route";
import * as route40 from "./notifications/unread/route";
import * as route41 from "./ready/route";
import * as route42 from "./users/route";
import * as route43 from "./users/[id]/route";
import * as route44 from "./users/[id]/deletion/route";
import * as route45 from "./users/[id]/email-confirmation/route";
import * as route46 from "./users/[id]/link/route";
import * as route47 from "./users/[id]/sessions/route";
import * as route48 from "./users/[id]/sessions/[sid]/route";
import * as route49 from "./users/[id]/two-factor/route";
import * as route50 from "./users/import/route";
import * as route51 from "./users/links/route";
import * as route52 from "./users/me/route";
import * as route53 from "./users/me/export/route";
import * as route54 from "./users/me/two-factor/route";
import * as route55 from "./users/me/two-factor/recovery-codes/route";
import * as route56 from "./videos/[id]/route";
import * as route57 from "./videos/[id]/captions/route";
import * as route58 from "./videos/[id]/moments/route";
import * as route59 from "./videos/[id]/poster/route";
import * as route60 from "./videos/[id]/processing/route";
import * as route61 from "./videos/[id]/progress/route";
import * as route62 from "./videos/[id]/stream/route";

/** Every route below `app/api` by its folder; next-auth needs Next around it. */
export const routeTable: RouteTable = {
  "/api/[...rest]": route0,
  "/api/audit": route1,
  "/api/auth/email-confirmation": route2,
  "/api/auth/email-confirmation/mail": route3,
  "/api/auth/login": route4,
  "/api/auth/logout": route5,
  "/api/auth/me": route6,
  "/api/auth/password": route7,
  "/api/auth/password/forgot": route8,
  "/api/auth/password/link": route9,
  "/api/auth/password/reset": route10,
  "/api/auth/refresh": route11,
  "/api/auth/register": route12,
  "/api/auth/sessions": route13,
  "/api/auth/sessions/[id]": route14,
  "/api/courses": route15,
  "/api/courses/[id]": route16,
  "/api/courses/[id]/blocks": route17,
  "/api/courses/[id]/blocks/[userId]": route18,
  "/api/courses/[id]/enrollment": route19,
  "/api/courses/[id]/roster": route20,
  "/api/courses/[id]/roster/[userId]": route21,
  "/api/courses/[id]/roster/import": route22,
  "/api/courses/[id]/settings": route23,
  "/api/courses/[id]/videos": route24,
  "/api/discussions/messages/[id]": route25,
  "/api/discussions/queue": route26,
  "/api/discussions/threads": route27,
  "/api/discussions/threads/[id]": route28,
  "/api/discussions/threads/[id]/messages": route29,
  "/api/discussions/threads/[id]/read": route30,
  "/api/discussions/threads/[id]/reopen": route31,
  "/api/discussions/threads/[id]/resolve": route32,
  "/api/discussions/threads/unread": route33,
  "/api/health": route34,
  "/api/notifications": route35,
  "/api/notifications/counts": route36,
  "/api/notifications/preferences": route37,
  "/api/notifications/read": route38,
  "/api/notifications/threads": route39,
  "/api/notifications/unread": route40,
  "/api/ready": route41,
  "/api/users": route42,
  "/api/users/[id]": route43,
  "/api/users/[id]/deletion": route44,
  "/api/users/[id]/email-confirmation": route45,
  "/api/users/[id]/link": route46,
  "/api/users/[id]/sessions": route47,
  "/api/users/[id]/sessions/[sid]": route48,
  "/api/users/[id]/two-factor": route49,
  "/api/users/import": route50,
  "/api/users/links": route51,
  "/api/users/me": route52,
  "/api/users/me/export": route53,
  "/api/users/me/two-factor": route54,
  "/api/users/me/two-factor/recovery-codes": route55,
  "/api/videos/[id]": route56,
  "/api/videos/[id]/captions": route57,
  "/api/videos/[id]/moments": route58,
  "/api/videos/[id]/poster": route59,
  "/api/videos/[id]/processing": route60,
  "/api/videos/[id]/progress": route61,
  "/api/videos/[id]/stream": route62,
  "/api/auth/[...nextauth]": throughNext,
};
