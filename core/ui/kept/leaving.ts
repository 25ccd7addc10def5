import { api } from '../api/client';
import { ProblemError } from '../api/problem';
import { forget, keep, kept } from '../shell/keep';
import { currentLanguage } from '../texts/i18n';
import { forgetKept } from './keeping';
import { keptTexts } from './texts';

const leavingKey = 'regiso-leaving';

/**
 * Signs out: of this device first, then of the server, which without a network hears of it as soon as there is one. Throws
 * ProblemError while the server does not know.
 */
export async function leave(): Promise<void> {
  await forgetKept();
  await tellServer();
  // Another tab may have kept something until the server knew.
  await forgetKept();
}

/** Ends a sign-in whose holder has left without a network. Throws ProblemError while the server does not know. */
export async function endSignIn(): Promise<void> {
  if (kept(leavingKey) === null) return;
  await tellServer();
  // The page has asked already who is signed in, while they were.
  await new Promise(() => location.reload());
}

async function tellServer() {
  try {
    await api.post('/access/sign-out');
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    if (error.status === 0) throw leftWithoutNet();
    if (error.code !== 'sign-in-required') throw error;
  }
  forget(leavingKey);
}

function leftWithoutNet() {
  keep(leavingKey, '1');
  addEventListener('online', () => location.reload(), { once: true });
  const { ru, en } = keptTexts;
  const detail = (currentLanguage() === 'en' ? en : ru)['left.what'];
  return new ProblemError({ status: 401, code: 'left', title: ru.left, titleEn: en.left, detail });
}
