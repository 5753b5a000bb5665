export function makeVenv(options?: {
  readonly folder?: string;
  readonly python?: string;
  readonly requirements?: string;
  readonly by?: "uv" | "venv";
  readonly tell?: (line: string) => void;
}): Promise<string>;
