/** The target of a file: the address that makes the upload or, once known, the upload itself. */
export type Destination = { endpoint: string } | { location: string };

export type TransferEvents = {
  /** Called with the upload's own address, where a later attempt continues. */
  located(location: string): void;
  /** Called with the bytes of the file that are sent. */
  progress(sent: number): void;
  done(): void;
  /** `status` of the answer, 0 when none came; `text` is its body. */
  failed(status: number, text: string): void;
};

/** Sends a file once, without retries. @returns how to stop it, after which no event follows */
export type Transport = (file: File, to: Destination, events: TransferEvents) => () => void;

/** The size of one request, in bytes. Proxies allow it, and a cut costs at most that much where they pass on only whole requests. */
const chunkBytes = 16 * 1024 * 1024;

/** Sends by tus 1.0 (https://tus.io/protocols/resumable-upload). Loads the library when the first file is sent. */
export const tusTransport: Transport = (file, to, events) => {
  let stopped = false;
  let stop = () => {};
  const start = async () => {
    const { DetailedError, Upload } = await import("tus-js-client");
    if (stopped) return;
    const upload = new Upload(file, {
      ...("location" in to ? { uploadUrl: to.location } : { endpoint: to.endpoint }),
      metadata: { filename: file.name, filetype: file.type },
      chunkSize: chunkBytes,
      retryDelays: null,
      storeFingerprintForResuming: false,
      onUploadUrlAvailable: () => upload.url && events.located(new URL(upload.url, window.location.href).pathname),
      onProgress: (sent) => events.progress(sent),
      onSuccess: () => events.done(),
      onError: (error) => {
        const answer = error instanceof DetailedError ? error.originalResponse : null;
        events.failed(answer?.getStatus() ?? 0, answer?.getBody() ?? "");
      },
    });
    stop = () => void upload.abort();
    upload.start();
  };
  // The library itself may fail to load while the connection is away.
  start().catch(() => stopped || events.failed(0, ""));
  return () => {
    stopped = true;
    stop();
  };
};
