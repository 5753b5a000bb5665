export function makeServerVenv(name: string, python?: string): Promise<string>;
