import { describe, expect, it } from "vitest";
import { createSocketSource } from "./socket-source";
import { fakeSocket } from "./testing";

/** A source, and what its watchers have done. */
function watched() {
  const source = createSocketSource();
  const done: string[] = [];
  const watch = (name: string) =>
    source.watch((socket) => {
      done.push(`${name} begins ${socket.id}`);
      return () => done.push(`${name} ends`);
    });
  return { source, done, watch };
}
const socketNamed = (id: string) => Object.assign(fakeSocket().socket, { id });

describe("the source of a page's socket", () => {
  it("begins with the socket that comes, ends with it, and begins with the next", () => {
    const { source, done, watch } = watched();
    watch("list");

    source.set(socketNamed("first"));
    source.set(null);
    source.set(socketNamed("second"));

    expect(done).toEqual(["list begins first", "list ends", "list begins second"]);
  });

  it("begins at once where there is a socket, and in the order in which they came", () => {
    const { source, done, watch } = watched();
    source.set(socketNamed("first"));
    watch("list");
    watch("bell");

    source.set(socketNamed("second"));

    expect(done).toEqual([
      ...["list begins first", "bell begins first"],
      ...["list ends", "list begins second", "bell ends", "bell begins second"],
    ]);
  });

  it("ends once for who stops, and begins nothing for them afterwards", () => {
    const { source, done, watch } = watched();
    source.set(socketNamed("first"));
    const stop = watch("list");

    stop();
    stop();
    source.set(socketNamed("second"));

    expect(done).toEqual(["list begins first", "list ends"]);
  });

  it("is told once of a socket, whoever comes or goes meanwhile", () => {
    const { source, done, watch } = watched();
    const stops = [
      source.watch(() => {
        stops.push(watch("late"));
        stops[1]?.();
        return () => done.push("first ends");
      }),
      watch("gone"),
    ];

    source.set(socketNamed("only"));
    source.set(null);

    expect(done).toEqual(["late begins only", "first ends", "late ends"]);
  });

  it("ends at once what stops while it begins", () => {
    const { source, done } = watched();
    const stop = source.watch(() => {
      stop();
      return () => done.push("ended");
    });

    source.set(socketNamed("first"));
    source.set(socketNamed("second"));

    expect(done).toEqual(["ended"]);
  });

  it("tells which socket there is", () => {
    const { source } = watched();
    const socket = socketNamed("first");

    source.set(socket);

    expect(source.get()).toBe(socket);
  });
});
