export function makeServerVenv(
  name: string,
  options?: { readonly python?: string; readonly by?: "uv" | "venv" },
): Promise<string>;
