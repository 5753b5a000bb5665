/** Why a comment is no good claim. */
export interface ClaimProblem {
  readonly message: string;
  readonly advice: string;
  /** The comment as it should be, where that is plain. */
  readonly comment?: string;
}

/** Whether a comment is a claim: `# =>`, alone or with a space and more after it. */
export function isClaim(comment: string): boolean {
  return /^# =>(?: |$)/.test(comment);
}

/** The offsets of a claim's pattern: after the arrow and one space, up to two spaces that follow something. */
export function claimedPart(comment: string): { readonly from: number; readonly to: number } {
  const from = Math.min(comment.length, "# => ".length);
  const pattern = /^ *[^ ]+(?: [^ ]+)*/.exec(comment.slice(from))?.[0] ?? "";
  return { from, to: from + pattern.length };
}

/** What is wrong with a comment that an author could take for a claim, or that claims nothing. */
export function claimProblem(comment: string): ClaimProblem | undefined {
  return isClaim(comment) ? problemInClaim(comment) : nearlyClaim(comment);
}

function problemInClaim(comment: string): ClaimProblem | undefined {
  const { from, to } = claimedPart(comment);
  if (comment.slice(from, to).trim() === "...") {
    return {
      message: "A claim of `...` says nothing: any output would do",
      advice: "Claim what the cell shows, or use `expect` with `...` between lines",
    };
  }
  if (!arrow.test(comment.slice(to))) return undefined;
  return {
    message: "A second claim stands in this one's explanation, where nothing checks it",
    advice: "Put each claim on a line of its own",
  };
}

function nearlyClaim(comment: string): ClaimProblem | undefined {
  const begun = /^#+\s*(?:=>|=>>|==>|⇒)\s*/.exec(comment);
  if (begun === null && !arrow.test(comment)) return undefined;
  if (begun === null) {
    return {
      message: "A claim stands at the end of another comment, where nothing checks it",
      advice: "Begin the comment with `# => `; what explains it follows after two spaces",
    };
  }
  return {
    message: `\`${comment}\` looks like a claim and is none`,
    advice: "Write `# => ` with one space on either side of the arrow",
    comment: `# => ${comment.slice(begun[0].length)}`,
  };
}

const arrow = /#\s*=>/;
