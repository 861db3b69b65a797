/** A child process, or the parent as the child sees it, as an end of a Comlink wire. */
import type { Endpoint } from 'comlink';

interface Talker {
  send(message: unknown): void;
  on(event: 'message', listener: (message: unknown) => void): void;
}

export function processEndpoint({ send, on }: Talker): Endpoint {
  return {
    postMessage: send,
    // Comlink takes its listener off only to close a wire; here the process ends instead.
    addEventListener(_type, listener) {
      on('message', (data) => {
        const event = { data } as MessageEvent;
        if (typeof listener === 'function') listener(event);
        else listener.handleEvent(event);
      });
    },
    removeEventListener: () => undefined,
  };
}
