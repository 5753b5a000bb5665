/** As much of a service worker's surroundings as is used here: TypeScript has them only without the page's. */
interface ExtendableEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends ExtendableEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
interface WindowEventMap {
  readonly install: ExtendableEvent;
  readonly activate: ExtendableEvent;
  readonly fetch: FetchEvent;
}
declare const registration: { readonly scope: string };
declare const clients: { claim(): Promise<void> };
declare function skipWaiting(): Promise<void>;
/** What the site's build has put before the script (src/site/service-worker.ts): by path, the SHA-256 of what is kept. */
declare const nbproofFiles: Readonly<Record<string, string>>;
declare const nbproofVersion: string;
