export function findPython(series: string): string | undefined;
export function findTestPython(): string;
