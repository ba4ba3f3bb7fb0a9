import { NotFoundScreen } from "#components/layout/not-found-screen.tsx";

/** Outside the frame of the signed-in pages, so it has its own landmark. */
export default function NotFound() {
  return (
    <main>
      <NotFoundScreen />
    </main>
  );
}
