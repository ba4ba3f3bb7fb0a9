export { NoSuchPage as default, notFoundMetadata as metadata } from "#components/layout/not-found-part.tsx";
