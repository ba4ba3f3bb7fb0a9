import { once } from "node:events";
import { type AddressInfo, createServer, connect as dial, type Socket } from "node:net";
import { Transform } from "node:stream";

/** A proxy in front of a server. What clients send can be slowed down, and all connections can be cut. */
export class SlowLine {
  /** Bytes that one connection may send per second. */
  rate = Number.POSITIVE_INFINITY;
  /** The port of the server. */
  to = 0;
  private isCut = false;
  private readonly sockets = new Set<Socket>();
  private readonly listener = createServer({ allowHalfOpen: true }, (near) => this.join(near));

  static async open(): Promise<SlowLine> {
    const line = new SlowLine();
    await once(line.listener.listen(0, "127.0.0.1"), "listening");
    return line;
  }

  get url(): string {
    return `http://localhost:${(this.listener.address() as AddressInfo).port}`;
  }

  /** Ends all connections and refuses new ones until `mend` is called. */
  cut(): void {
    this.isCut = true;
    for (const socket of this.sockets) socket.destroy();
  }

  mend(): void {
    this.isCut = false;
  }

  close(): void {
    this.cut();
    this.listener.close();
  }

  private join(near: Socket): void {
    if (this.isCut) return void near.destroy();
    const far = dial(this.to, "127.0.0.1");
    for (const socket of [near, far]) {
      this.sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => {
        this.sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    far.pipe(near);
    near.pipe(this.brake()).pipe(far);
  }

  private brake(): Transform {
    return new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        const seconds = chunk.byteLength / this.rate;
        setTimeout(() => done(null, chunk), seconds * 1000);
      },
    });
  }
}
