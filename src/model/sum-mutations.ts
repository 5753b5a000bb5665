import type { Mutation, MutationScore } from "./mutation.ts";

/** Several mutations as one. */
export function sumMutations(mutations: readonly Mutation[]): Mutation {
  return {
    spelledOut: sumScores(mutations.map(({ spelledOut }) => spelledOut)),
    inHoles: sumScores(mutations.map(({ inHoles }) => inHoles)),
    survivors: mutations.flatMap(({ survivors }) => survivors),
  };
}

function sumScores(scores: readonly MutationScore[]): MutationScore {
  return {
    mutants: scores.reduce((sum, { mutants }) => sum + mutants, 0),
    refused: scores.reduce((sum, { refused }) => sum + refused, 0),
  };
}
