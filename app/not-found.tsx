import { Missing } from "#components/layout/missing";

/** Outside the frame of the signed-in pages, so it brings its own landmark. */
export default function NotFound() {
  return (
    <main>
      <Missing />
    </main>
  );
}
