/** A file as a reader elsewhere names it: below the folder that nbproof ran in; an absolute path stays. */
export function inFolder(folder: string, file: string): string {
  return folder === "" || /^(?:\/|[A-Za-z]:)/.test(file) ? file : `${folder}/${file}`;
}
