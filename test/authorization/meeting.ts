import { randomUUID } from 'node:crypto';
import type { Answer } from '@regiso/core/testing';
import { faultOfProblem, send, type Call } from './call';
import { calls } from './calls';
import { whos, type Ground, type Who } from './ground';
import { recordRows, type Expected } from './record-matrix';

/**
 * Makes a record for each route of the matrix and lets each person ask for it, a new one once it is used up. Gives what
 * differs from the matrix; a record out of reach must be refused by the same words as one that does not exist.
 */
export async function meetings(ground: Ground, names = [...recordRows.keys()], people: readonly Who[] = whos) {
  const faults: string[] = [];
  for (const name of names) {
    let call: Call | undefined;
    for (const who of people) {
      call ??= await calls[name]?.(ground);
      const answer = call && (await send(name, call, ground.callers[who]));
      const fault =
        call && answer ? await faultOf(ground, { name, who, call, answer }) : 'no request is written for it';
      if (fault) faults.push(`${name} as ${who}: ${fault}`);
      // What was only read or was refused is still as it was.
      if (answer && answer.status < 400 && !name.startsWith('GET ')) call = undefined;
    }
  }
  return faults;
}

type Asked = { name: string; who: Who; call: Call; answer: Answer };

async function faultOf(ground: Ground, asked: Asked): Promise<string | undefined> {
  const { name, who, call, answer } = asked;
  const expected = recordRows.get(name)?.[who];
  const fault = expected ? differs(expected, answer, call) : 'no row';
  if (fault) return `${fault} ${answer.text.slice(0, 200)}`;
  return answer.status >= 400 ? (faultOfProblem(answer) ?? (await tellsMore(ground, asked))) : undefined;
}

function differs({ status, isShown }: Expected, answer: Answer, { record }: Call): string | undefined {
  if (answer.status !== status) return `${answer.status} instead of ${status}`;
  if (isShown === undefined) return undefined;
  if (!record) return 'no record to look for';
  if (answer.text.includes(record) === isShown) return undefined;
  return isShown ? 'the record is not shown' : 'the record is shown';
}

// A day or a month exists for everybody.
const isDate = /^20\d\d-\d\d(-\d\d)?$/;

async function tellsMore(ground: Ground, { name, who, call, answer }: Asked): Promise<string | undefined> {
  if (answer.status !== 404 || !call.params) return undefined;
  const params = Object.fromEntries(
    Object.entries(call.params).map(([param, value]) => [param, isDate.test(value) ? value : randomUUID()]),
  );
  const nothing = await send(name, { ...call, params }, ground.callers[who]);
  return nothing.text === answer.text ? undefined : `what does not exist is refused by other words: ${nothing.text}`;
}
