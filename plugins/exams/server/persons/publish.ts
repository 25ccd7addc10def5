import { audit, inTransaction, job, notify, sql } from '@regiso/core';

const atOnce = 2_000;
const unaudited = 'a part of a publication: its begin and its end are recorded';

type Due = { id: string; state: 'approved' | 'publishing' };

/** Shows results that are approved and whose hour has come, part by part: it may be stopped, and goes on where it was. */
export const publishResults = job({
  name: 'publish-results',
  title: 'Публикация результатов экзаменов',
  every: 10_000,
  lane: 'results',
  transaction: false,
  handler: async (_, run) => {
    const due = await inTransaction(
      { process: 'exams/publish-results', readOnly: true },
      () => sql<{ id: string }>`SELECT id FROM exams.batches
        WHERE state IN ('approved', 'publishing') AND visible_from <= now() AND NOT is_paused ORDER BY visible_from, id LIMIT 100`,
    );
    let published = 0;
    for (const [at, { id }] of due.entries()) {
      for (;;) {
        if (run.signal.aborted) return { published };
        const shown = await publishPart(id);
        if (shown === undefined) break;
        published += shown;
        await run.progress(Math.min(0.99, (at + 0.5) / due.length), `Показано результатов: ${published}`);
      }
    }
    return { published };
  },
});

/** Shows the next part of a batch in a transaction of its own; undefined when there is nothing more to do. */
const publishPart = (id: string): Promise<number | undefined> =>
  inTransaction({ process: 'exams/publish-results', unaudited }, async () => {
    // Whoever comes second waits here and takes the next part, or finds that all is done.
    const [batch] = await sql<Due>`SELECT id, state FROM exams.batches
      WHERE id = ${id} AND state IN ('approved', 'publishing') AND visible_from <= now() AND NOT is_paused FOR UPDATE`;
    if (!batch) return undefined;
    if (batch.state === 'approved') {
      await sql`UPDATE exams.batches SET state = 'publishing' WHERE id = ${id}`;
      await audit('exams.publication-begun', { type: 'exam-batch', id });
    }
    const people = await sql<{ id: string }>`UPDATE exams.person_results r SET published_at = now()
      FROM (SELECT id FROM exams.person_results WHERE batch_id = ${id} AND published_at IS NULL ORDER BY id LIMIT ${atOnce}) part
      WHERE r.id = part.id RETURNING r.person_id AS id`;
    if (people.length)
      await tell(
        id,
        people.map((one) => one.id),
      );
    if (people.length < atOnce) await end(id);
    return people.length;
  });

async function end(id: string) {
  await sql`UPDATE exams.batches SET state = 'published', published_at = now() WHERE id = ${id}`;
  const [count] = await sql<{ n: number }>`SELECT count(*)::int AS n FROM exams.person_results WHERE batch_id = ${id}`;
  await audit('exams.batch-published', { type: 'exam-batch', id }, { results: count?.n ?? 0 });
}

/** Tells the participants and those who stand for them and may see them. */
async function tell(batch: string, people: readonly string[]) {
  const accounts = await sql<{ id: string }>`SELECT DISTINCT unnest(accounts) AS id FROM core.persons
    WHERE id = ANY (${[...people]}::uuid[])`;
  await notify({
    accountIds: accounts.map(({ id }) => id),
    kind: 'exams.result',
    title: 'Опубликованы результаты экзамена',
    titleEn: 'Results of an exam are published',
    link: '/app/exams/results',
    once: `exam-batch-${batch}`,
  });
}
