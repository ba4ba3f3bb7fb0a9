import { NoSuchPage } from "#components/layout/not-found-part.tsx";

export { notFoundMetadata as metadata } from "#components/layout/not-found-part.tsx";

/** Outside the frame of the signed-in pages, so it has its own landmark. */
export default function NotFound() {
  return (
    <main className="px-5">
      <NoSuchPage />
    </main>
  );
}
