/** Where a lesson's page is from any other page, or the `index`, by its name. */
export function pageLink(lesson: string): string {
  return `${lesson}.html`;
}
