import { randomUUID } from 'node:crypto';
import type { Answer } from '@regiso/core/testing';
import { faultOfProblem, send, type Call } from './call';
import { calls } from './calls';
import { whos, type Ground, type Who } from './ground';
import { recordRows, type Expected } from './record-matrix';

/**
 * Makes a record for each person and each route of the matrix and lets the person ask for it. Gives what differs from the
 * matrix; a record out of reach must be refused by the same words as one that does not exist.
 */
export async function meetings(ground: Ground, names = [...recordRows.keys()], people: readonly Who[] = whos) {
  const faults: string[] = [];
  for (const name of names) {
    for (const who of people) {
      const fault = await meeting(ground, name, who);
      if (fault) faults.push(`${name} as ${who}: ${fault}`);
    }
  }
  return faults;
}

async function meeting(ground: Ground, name: string, who: Who): Promise<string | undefined> {
  const making = calls[name];
  const expected = recordRows.get(name)?.[who];
  if (!making || !expected) return 'no request is written for it';
  const call = await making(ground);
  const answer = await send(name, call, ground.callers[who]);
  const fault = differs(expected, answer, call);
  if (fault) return `${fault} ${answer.text.slice(0, 200)}`;
  if (answer.status >= 400) return faultOfProblem(answer) ?? (await tellsMore(ground, { name, who, call, answer }));
  return undefined;
}

function differs({ status, isShown }: Expected, answer: Answer, { record }: Call): string | undefined {
  if (answer.status !== status) return `${answer.status} instead of ${status}`;
  if (isShown === undefined) return undefined;
  if (!record) return 'no record to look for';
  if (answer.text.includes(record) === isShown) return undefined;
  return isShown ? 'the record is not shown' : 'the record is shown';
}

type Asked = { name: string; who: Who; call: Call; answer: Answer };

async function tellsMore(ground: Ground, { name, who, call, answer }: Asked): Promise<string | undefined> {
  if (answer.status !== 404 || !call.params) return undefined;
  const params = Object.fromEntries(Object.keys(call.params).map((param) => [param, randomUUID()]));
  const nothing = await send(name, { ...call, params }, ground.callers[who]);
  return nothing.text === answer.text ? undefined : `what does not exist is refused by other words: ${nothing.text}`;
}
