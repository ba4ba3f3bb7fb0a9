import { NotFoundScreen } from "#components/layout/not-found-screen.tsx";

/** Also shown when another admin has just deleted the account. */
export default function NoSuchUser() {
  return <NotFoundScreen title="Account not found" href="/admin/users" action="Go to People" />;
}
