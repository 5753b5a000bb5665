/** Every line of the text moved right; empty lines stay empty. */
export function indent(text: string, columns = 2): string {
  return text.replaceAll(/^(?=.)/gm, " ".repeat(columns));
}
