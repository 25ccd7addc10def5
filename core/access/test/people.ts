import { randomUUID } from 'node:crypto';
import { sql } from '../../server';
import type { TestApp } from '../../testing';
import { createAccount } from '../accounts';
import { registerParticipant } from '../../agreements/participants';
import { draftAgreement, signAgreement } from '../../agreements/agreements';
import { AgreementInput } from '../../agreements/words';
import { anAgreement, anOrganisation, dayFrom } from '../../agreements/test/builders';

type Answer = { status: number; body: unknown; headers: Record<string, unknown>; text: string };
type Caller = (
  url: string,
  options?: { method?: string; payload?: object; headers?: Record<string, string> },
) => Promise<Answer>;

/** A participant with an agreement in force; gives its id. */
export async function aParticipant(agreement: object = {}, municipalityId?: string): Promise<string> {
  const id = await registerParticipant({ organisationId: await anOrganisation(municipalityId) });
  const draft = await draftAgreement(id, AgreementInput.parse(anAgreement(agreement)));
  await signAgreement(draft.id, draft.version);
  return id;
}

type Right = {
  role: string;
  subsystem?: string;
  scope?: 'region' | 'municipality' | 'participant';
  participantId?: string;
  municipalityId?: string;
  endsOn?: string;
  narrowing?: object;
};

/** Somebody with rights, written down as the command line would; gives id, login and a caller. */
export async function somebody(test: TestApp, rights: Right[] = [], participantId?: string) {
  const login = `p-${randomUUID().slice(0, 12)}`;
  const password = 'четыре слова подряд тут';
  const id = await test.work(async () => {
    const made = await createAccount({
      login,
      name: `Человек ${login}`,
      password,
      roles: [],
      ...(participantId && { participantId }),
    });
    for (const right of rights) await write(made, right);
    return made;
  });
  const enter = async () => {
    const answer = await test.call('/api/access/sign-in', { method: 'POST', payload: { login, password } });
    return {
      status: answer.status,
      body: answer.body,
      cookie: cookieFrom(answer.headers['set-cookie']),
    };
  };
  let { cookie } = await enter();
  const call: Caller = async (url, options = {}) => {
    const answer = await test.call(url, { ...options, headers: { ...options.headers, cookie } });
    const renewed = answer.headers['set-cookie'];
    if (renewed) cookie = cookieFrom(renewed);
    return answer;
  };
  const post = (url: string, payload: object = {}) => call(`/api/access${url}`, { method: 'POST', payload });
  return { id, login, password, call, post, enter };
}

const write = (accountId: string, right: Right) =>
  sql`INSERT INTO core.grants (account_id, role, subsystem, scope, participant_id, municipality_id, narrowing, ground, starts_on,
      ends_on, state, given_by_process)
    VALUES (${accountId}, ${right.role}, ${right.subsystem ?? null}, ${right.scope ?? 'participant'},
      ${right.participantId ?? null}, ${right.municipalityId ?? null}, ${right.narrowing ? JSON.stringify(right.narrowing) : null}::jsonb,
      'Приказ для проверки', ${dayFrom(-10)}, ${right.endsOn ?? null}, 'active', 'test')`;

export { anAgreement, anOrganisation, dayFrom };

const cookieFrom = (header: unknown) => `${header as string}`.split(';')[0] ?? '';
