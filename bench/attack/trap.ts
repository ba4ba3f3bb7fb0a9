import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Something on loopback that nobody should ever ask for anything: `asked` holds the paths of who did. */
export async function openTrap(): Promise<{ host: string; asked: string[]; server: Server }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.end("window.ran=1");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, asked, server };
}
