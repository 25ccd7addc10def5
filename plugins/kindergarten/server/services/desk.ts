import {
  findOrCreatePerson,
  invalidInput,
  likenessTo,
  ProblemError,
  registerGuardian,
  todayHere,
  type GuardianKind,
  type PersonInput,
} from '@regiso/core';
import type { z } from 'zod';
import type { DeskApplication, NewPrivilege } from '../../shared';
import { applicationFor } from './applications';
import { fileAtDesk } from './file';
import { claimPrivilege } from './privileges';

type Paper = Omit<DeskApplication, 'childId' | 'guardianId' | 'togetherWith' | 'secondGuardianId'> & {
  child: PersonInput;
  guardian: PersonInput;
  kind: GuardianKind;
  /** The paper by which this guardian stands for the child. */
  ground: string;
  /** The clerk has compared the cards that look alike: this is another child. */
  despite: boolean;
  privileges: readonly z.output<typeof NewPrivilege>[];
};

/**
 * A paper of a family that the system may not know: cards of child and guardian are found or made, the guardian is written
 * beside the child by the paper shown, the application takes its number and its privileges wait for a decision: all or
 * nothing. Throws 400, and 409 when cards look alike or an application stands already.
 */
export async function takePaper({ child, guardian, kind, ground, despite, privileges, ...given }: Paper) {
  if (!child.birthDate)
    throw invalidInput([{ path: ['payload', 'child', 'birthDate'], message: 'Дата рождения нужна для очереди' }]);
  const { id: childId, outcome } = await cardOf(child, despite);
  const { id: guardianId } = await findOrCreatePerson(guardian, { source });
  const startsOn = kind === 'parent' ? child.birthDate : todayHere();
  await registerGuardian(childId, guardianId, { kind, startsOn, ground });
  const id = await fileAtDesk({ ...given, childId, guardianId, togetherWith: null, secondGuardianId: null });
  const application = await applicationFor('kindergarten.keep-queue', id);
  for (const privilege of privileges) await claimPrivilege(application, privilege, 'staff');
  return { id, number: application.number ?? '', outcome };
}

const source = 'Личный приём';

async function cardOf(child: PersonInput, despite: boolean) {
  try {
    return await findOrCreatePerson(child, { source, despite });
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.code !== 'possible-duplicates') throw error;
    throw new ProblemError({ ...error.problem, issues: await alike(child) });
  }
}

/** Why other cards look like this one: their fields stay unseen. */
async function alike(child: PersonInput) {
  const ways = await likenessTo(child);
  return ways.map((reasons) => ({ path: ['payload', 'child', 'alike'], message: reasons.join(' ') }));
}
