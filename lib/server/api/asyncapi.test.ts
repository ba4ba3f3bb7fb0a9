import { describe, expect, it } from "vitest";
import { clientEvents, serverEvents } from "#lib/contract/events.ts";
import { asyncApi } from "./asyncapi";

const description = asyncApi();
const text = JSON.stringify(description);
type Operation = { action: string; messages: { $ref: string }[]; reply?: { messages: { $ref: string }[] } };
const operations = Object.values(description.operations as Record<string, Operation>);

const at = (pointer: string) =>
  pointer
    .split("/")
    .slice(1)
    .reduce<unknown>((from, key) => (from as Record<string, unknown> | undefined)?.[key], description);

describe("asyncApi", () => {
  it("holds every event, in its direction, with what it carries and what is answered", () => {
    const named = (action: string) =>
      operations.filter((one) => one.action === action).map((one) => (at(one.messages[0]?.$ref ?? "") as { name: string }).name);
    expect(named("send")).toEqual(Object.keys(serverEvents));
    expect(named("receive")).toEqual(Object.keys(clientEvents));
    for (const { action, reply } of operations) expect(reply !== undefined).toBe(action === "receive");
    expect(at("#/channels/events/messages/thread.message/payload/properties/message")).toEqual({ $ref: "#/components/schemas/Message" });
  });

  it("has plain keys, and references that lead somewhere", () => {
    for (const place of ["#/operations", "#/channels/events/messages", "#/components/schemas"])
      for (const key of Object.keys(at(place) as object)) expect(key).toMatch(/^[\w.-]+$/);
    for (const [, pointer = ""] of text.matchAll(/"\$ref":"([^"]+)"/g)) expect(at(pointer), pointer).toBeDefined();
  });
});
