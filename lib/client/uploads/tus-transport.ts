/** Where a file goes: to the address that makes the upload, or, once that is known, on to the upload itself. */
export type Destination = { endpoint: string } | { location: string };

export type TransferEvents = {
  /** The upload's own address, from which a later attempt goes on. */
  located(location: string): void;
  /** Bytes of the file that are sent. */
  progress(sent: number): void;
  done(): void;
  /** `status` of the answer, 0 when none came; `text` is its body. */
  failed(status: number, text: string): void;
};

/** Sends a file once, without retries of its own. Calling what it returns stops it; no event follows then. */
export type Transport = (file: File, to: Destination, events: TransferEvents) => () => void;

/** So much goes in one request (bytes): what a proxy in between lets through, and what a cut costs at most when it counts whole requests. */
const chunkSize = 16 * 1024 * 1024;

/** By tus 1.0 (https://tus.io/protocols/resumable-upload). The library is fetched when the first file goes. */
export const tusTransport: Transport = (file, to, events) => {
  let stopped = false;
  let stop = () => {};
  const start = async () => {
    const { DetailedError, Upload } = await import("tus-js-client");
    if (stopped) return;
    const upload = new Upload(file, {
      ...("location" in to ? { uploadUrl: to.location } : { endpoint: to.endpoint }),
      metadata: { filename: file.name, filetype: file.type },
      chunkSize,
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
  // The library itself may not arrive while the connection is away.
  start().catch(() => stopped || events.failed(0, ""));
  return () => {
    stopped = true;
    stop();
  };
};
