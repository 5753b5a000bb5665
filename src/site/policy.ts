/**
 * What a page may load and run: what is of the site, and nothing else. Styles may stand in elements: the editor's and those of
 * displayed tables do. https://www.w3.org/TR/CSP3/
 */
export const contentPolicy: string = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");
