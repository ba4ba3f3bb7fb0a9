import { notFound } from "next/navigation";

export { notFoundMetadata as metadata } from "#components/layout/not-found-part.tsx";

/** Every address that is no other page's. */
export default function NowherePage(): never {
  notFound();
}
