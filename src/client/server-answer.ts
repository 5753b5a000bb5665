import type { ServerAddress } from "../model/server-address.ts";

/** What a server answered in place of its kernelspecs. */
export interface Answer {
  readonly status: number;
  /** Content-Type. */
  readonly type: string;
  /** Where a redirect leads; empty where it is none. */
  readonly location: string;
  readonly text: string;
}

/** What such an answer means, and what to do. */
export function describeAnswer({ status, type, location, text }: Answer, { url, token }: ServerAddress): string {
  if (status === 401 || status === 403 || isLogin(location)) return refused(url, token, isHub(url, location));
  if (/\/user\/[^/]+/.test(location) || (isHub(url, location) && (status === 424 || status === 503))) {
    return `The Hub has no server running at ${url}: start it there first, then try again`;
  }
  if (/\/hub\//.test(location) || url.endsWith("/hub/")) {
    return `${url} is a JupyterHub: name your own server in it, such as ${url.replace(/hub\/$/, "")}user/ada/`;
  }
  if (status >= 300 && status < 400 && location !== "") {
    return `${url} sends its visitors to ${withoutQuery(location, url)}: name the server that is there`;
  }
  if (status >= 500 || status === 429)
    return `${url} does not work now: it answered ${status}${words(text)}; see what it logs`;
  const what = status === 200 ? (type.split(";")[0] ?? "") || "something else" : String(status);
  return `${url} is no Jupyter server, or its base URL has another path: api/kernelspecs there is ${what}`;
}

function refused(url: string, token: string, hub: boolean): string {
  const where = hub ? "; the Hub makes one at /hub/token, with the scope access:servers" : "";
  if (token === "") return `${url} wants a token: give it in NBPROOF_TOKEN${where}`;
  return `${url} does not accept the token that NBPROOF_TOKEN or the URL gives${where}`;
}

function isLogin(location: string): boolean {
  return /\/(?:login|oauth2\/authorize|oauth_login)\b/.test(location);
}

function isHub(url: string, location: string): boolean {
  return /\/user\/[^/]+/.test(new URL(url).pathname) || /\/hub\//.test(location);
}

/** A query may hold secrets. */
function withoutQuery(location: string, base: string): string {
  if (!URL.canParse(location, base)) return "another place";
  const { origin, pathname } = new URL(location, base);
  return `${origin}${pathname.replace(/api\/kernelspecs\/?$/, "")}`;
}

/** The message of an answer in JSON. */
function words(text: string): string {
  const found = /"(?:message|reason)": ?"([^"]{1,200})"/.exec(text)?.[1];
  return found === undefined ? "" : ` (${found})`;
}
