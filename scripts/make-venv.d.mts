export function makeVenv(options?: {
  readonly folder?: string;
  readonly python?: string;
  readonly requirements?: string;
  readonly tell?: (line: string) => void;
}): Promise<string>;
