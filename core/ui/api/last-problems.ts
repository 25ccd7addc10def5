/** A refusal as it may be told to others: no text, so no personal value comes along. */
export type PageProblem = { code: string; status: number };

const most = 5;
let kept: readonly PageProblem[] = [];

/** Keeps the code of a refusal and gives the refusal back. */
export function notePageProblem<P extends PageProblem>(problem: P): P {
  const { code, status } = problem;
  if (/^[\w.-]{1,60}$/.test(code)) kept = [...kept, { code, status }].slice(-most);
  return problem;
}

/** The last refusals that this tab has met, the oldest first. */
export const lastPageProblems = () => kept;
