type Gathering = {
  /** How many questions one piece of work takes at most. */
  most: number;
  /** How long a question may wait for others, in milliseconds. */
  waitMs: number;
  /** How many pieces of work may be under way. */
  atOnce: number;
};
type Waiting<Q, A> = { question: Q; answered: (answer: A) => void; failed: (error: unknown) => void };

/** Answers questions that come close together by one piece of work; answers stand in the order of the questions. */
export function gathered<Q, A>(
  { most, waitMs, atOnce }: Gathering,
  work: (questions: readonly Q[]) => Promise<readonly A[]>,
): (question: Q) => Promise<A> {
  const waiting: Waiting<Q, A>[] = [];
  let underWay = 0;
  let timer: NodeJS.Timeout | undefined;

  const begin = () => {
    clearTimeout(timer);
    timer = undefined;
    if (underWay >= atOnce || !waiting.length) return;
    underWay += 1;
    void answer(waiting.splice(0, most), work).then(() => {
      underWay -= 1;
      begin();
    });
  };

  return (question) =>
    new Promise((answered, failed) => {
      waiting.push({ question, answered, failed });
      if (waiting.length >= most) begin();
      else timer ??= setTimeout(begin, waitMs);
    });
}

async function answer<Q, A>(taken: readonly Waiting<Q, A>[], work: (questions: readonly Q[]) => Promise<readonly A[]>) {
  try {
    const answers = await work(taken.map(({ question }) => question));
    for (const [at, { answered }] of taken.entries()) answered(answers[at] as A);
  } catch (error) {
    for (const { failed } of taken) failed(error);
  }
}
