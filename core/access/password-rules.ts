import { invalidInput } from '../server/errors';
import { isBreached } from './breached-passwords';
import { isCommonPassword } from './common-passwords';

const shortest = 8;
const longest = 200;

/** Length instead of composition; what everybody tries first, or what has leaked, is refused. Throws 400 with the reason. */
export async function refuseWeakPassword(password: string, login: string, field?: string) {
  const why = weakness(password, login) ?? (await leak(password));
  if (why) throw invalidInput(field ? [{ path: ['payload', field], message: why }] : why);
}

function weakness(password: string, login: string): string | undefined {
  const length = [...password].length;
  if (length < shortest) return `Пароль короче ${shortest} знаков`;
  if (length > longest) return `Пароль длиннее ${longest} знаков`;
  if (isCommonPassword(password)) return 'Такой пароль подбирают первым. Возьмите несколько слов подряд';
  const plain = password.toLowerCase();
  if (login.length > 3 && plain.replaceAll(login, '').length < 4) return 'Пароль повторяет имя для входа';
  return undefined;
}

const leak = async (password: string) =>
  (await isBreached(password)) ? 'Этот пароль есть в утечках. Возьмите другой, лучше несколько слов подряд' : undefined;
