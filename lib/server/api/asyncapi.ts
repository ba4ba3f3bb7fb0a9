import { clientEvents, serverEvents } from "#lib/contract/events.ts";
import { type Json, schemaOf } from "./json-schema";

/** The key of an event in the description. Names of events have colons, which keys may not have. */
const keyOf = (event: string) => event.replaceAll(":", ".");
const channel = { $ref: "#/channels/events" };
const message = (key: string) => ({ $ref: `#/channels/events/messages/${key}` });

/**
 * The events of Socket.IO in AsyncAPI 3.0, as the server sends and receives them. Source:
 * https://www.asyncapi.com/docs/reference/specification/v3.0.0
 */
export function asyncApi(): Json {
  const named: Json = {};
  const messages: Json = {};
  const operations: Json = {};
  for (const [event, body] of Object.entries(serverEvents)) {
    const key = keyOf(event);
    messages[key] = { name: event, ...(body && { payload: schemaOf(body, "output", named) }) };
    operations[`send.${key}`] = { action: "send", channel, messages: [message(key)] };
  }
  for (const [event, { body, ack }] of Object.entries(clientEvents)) {
    const key = `client.${keyOf(event)}`;
    messages[key] = { name: event, ...(body && { payload: schemaOf(body, "input", named) }) };
    messages[`${key}.ack`] = { name: `${event} (ack)`, payload: schemaOf(ack, "output", named) };
    operations[`receive.${keyOf(event)}`] = {
      action: "receive",
      channel,
      messages: [message(key)],
      reply: { channel, messages: [message(`${key}.ack`)] },
    };
  }
  return {
    asyncapi: "3.0.0",
    info: {
      title: "Handraise",
      version: "1",
      description: "Events over Socket.IO, beside REST (/api/openapi.json). Give `auth.token`, an access token, when you connect.",
    },
    defaultContentType: "application/json",
    channels: { events: { address: "/socket.io", messages } },
    operations,
    components: { schemas: named },
  };
}
