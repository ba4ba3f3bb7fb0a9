"use client";
import { Broken, type BrokenProps } from "#components/layout/broken";

/** Outside the frame of the signed-in pages, so it brings its own landmark. */
export default function ErrorPage(props: BrokenProps) {
  return (
    <main>
      <Broken {...props} />
    </main>
  );
}
