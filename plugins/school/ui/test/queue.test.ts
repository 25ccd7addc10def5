import fc from 'fast-check';
import type { CellBody, Edit, Place, Queue, Stuck } from '../outbox/queue';
import {
  isWaiting,
  nextOf,
  placeOfCell,
  placeOfLesson,
  waitingAt,
  withDecided,
  withEdit,
  withSent,
  withStuck,
  withTried,
} from '../outbox/queue';

let made = 0;
const holding = (value: number): CellBody => ({
  ...{ attendance: null, lateMinutes: null },
  marks: [{ place: 1, value, kind: 'answer', weight: 1, isLate: false, comment: null }],
});
const valueOf = ({ body }: Pick<Edit, 'body'>) => ('marks' in body ? body.marks[0]?.value : undefined);
const edit = (place: Place, value: number, version: number): Edit => {
  made += 1;
  return { id: `key-${made}`, place, body: holding(value), version, at: '2026-11-27T08:00:00Z', isTried: false };
};
const cell = placeOfCell('lesson', 'pupil');

test('what was not sent yet is replaced, what may have arrived is followed by the next on the version it becomes', () => {
  const [four, five, three] = [edit(cell, 4, 1), edit(cell, 5, 1), edit(cell, 3, 1)];
  let queue = withEdit(withEdit([], four), five);
  expect(queue.map(({ id, version }) => [id, version])).toEqual([[five.id, 1]]);
  queue = withEdit(withTried(queue, five.id), three);
  expect(queue.map(({ id }) => id)).toEqual([five.id, three.id]);
  expect(nextOf(queue)?.id).toBe(five.id);
  queue = withSent(queue, five.id, 2);
  expect(queue).toMatchObject([{ id: three.id, version: 2, isTried: false }]);
});

test('a change met meanwhile waits for its author with the last value; the choice is written over it under a new key', () => {
  const [four, five] = [edit(cell, 4, 1), edit(cell, 5, 1)];
  const theirs: Stuck = { is: 'changed', body: holding(2), version: 7, who: 'Кто-то', at: null };
  const met = withStuck(withEdit(withTried([four], four.id), five), four.id, theirs);
  expect(met).toMatchObject([{ id: five.id, stuck: theirs }]);
  expect([nextOf(met), waitingAt(met, cell)]).toEqual([undefined, undefined]);
  expect(withDecided(met, five.id, undefined)).toEqual([]);
  const mine = withDecided(met, five.id, { id: 'new' });
  expect(mine).toMatchObject([{ id: 'new', version: 7, isTried: false }]);
  expect(mine[0]).not.toHaveProperty('stuck');
});

test('that the attendance was taken is not lost when the text is written after it', () => {
  const place = placeOfLesson('lesson');
  const text = (topic: string, isAttendanceTaken: boolean | null): Edit => ({
    ...edit(place, 0, 1),
    body: {
      topic,
      planTopicId: null,
      homework: null,
      homeworkMinutes: null,
      kinds: ['answer', 'homework'],
      isAttendanceTaken,
    },
  });
  expect(withEdit(withEdit([], text('', true)), text('Степени', null))).toMatchObject([
    { body: { topic: 'Степени', isAttendanceTaken: true } },
  ]);
});

/** A server that keeps versions and answers a repeated key as the first time. */
function aServer() {
  const cells = new Map<Place, { value: number | undefined; version: number }>();
  const answers = new Map<string, number | 'changed'>();
  const at = (place: Place) => cells.get(place) ?? { value: undefined, version: 0 };
  const write = (place: Place, value: number | undefined) =>
    cells.set(place, { value, version: at(place).version + 1 });
  return {
    at,
    write,
    put(sent: Edit) {
      const known = answers.get(sent.id);
      if (known !== undefined) return known;
      if (at(sent.place).version !== sent.version) return 'changed';
      write(sent.place, valueOf(sent));
      answers.set(sent.id, at(sent.place).version);
      return at(sent.place).version;
    },
  };
}

const places = ['a', 'b'].map((pupil) => placeOfCell('lesson', pupil));
const step = fc.record({
  does: fc.constantFrom('types', 'sends', 'loses', 'others'),
  at: fc.nat(1),
  value: fc.integer({ min: 2, max: 5 }),
});

test('whatever is lost on the way, the last value typed is written once or waits for its author, and hides nobody’s', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const server = aServer();
      let queue: Queue = [];
      const last = new Map<Place, number>();
      const foreign = new Set<Place>();
      const seen = new Map<Place, number>();
      const send = (isLost: boolean) => {
        const next = nextOf(queue);
        if (!next) return;
        queue = withTried(queue, next.id);
        const answer = server.put(next);
        if (isLost) return;
        const { value = 0, version } = server.at(next.place);
        seen.set(next.place, version);
        const body = holding(value);
        queue =
          answer === 'changed'
            ? withStuck(queue, next.id, { is: 'changed', body, version, who: null, at: null })
            : withSent(queue, next.id, answer);
      };
      for (const { does, at, value } of steps) {
        const place = places[at] ?? cell;
        if (does === 'types') {
          queue = withEdit(queue, edit(place, value, seen.get(place) ?? 0));
          last.set(place, value);
          foreign.delete(place);
        } else if (does === 'others') {
          server.write(place, value);
          foreign.add(place);
        } else send(does === 'loses');
      }
      while (nextOf(queue)) send(false);
      for (const [place, value] of last) {
        const stuck = queue.find((one) => one.place === place && !isWaiting(one));
        if (stuck) expect(valueOf(stuck)).toBe(value);
        else if (!foreign.has(place)) expect(server.at(place).value).toBe(value);
      }
    }),
  );
});
