/** What is loaded when it is needed: name → module. */
export const lazyInput: Readonly<Record<string, string>>;
