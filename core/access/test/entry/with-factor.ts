import { sql } from '../../../server';
import type { TestApp } from '../../../testing';
import { codeOf, stepAt } from '../../totp';
import { aParticipant, somebody } from '../people';

const fromBase32 = (text: string) => {
  const bits = [...text]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
};

/** Somebody with a second factor, and its code so many steps from now. */
export async function withFactor(test: TestApp) {
  const person = await somebody(test);
  const { secret } = (await person.post('/own/second-factor')).body as { secret: string };
  const codeAt = (steps: number) => codeOf(fromBase32(secret), stepAt(Date.now()) + steps);
  await person.post('/own/second-factor/confirm', { code: codeAt(-1) });
  return { ...person, codeAt };
}

/** Somebody whose only right is with a suspended participant. */
export async function suspendedUser(test: TestApp) {
  const participantId = await test.work(() => aParticipant());
  const person = await somebody(test, [{ role: 'participant-administrator', subsystem: 'school', participantId }]);
  await test.work(
    () => sql`INSERT INTO core.suspensions (participant_id, reason) VALUES (${participantId}, 'Проверка')`,
  );
  return person;
}
