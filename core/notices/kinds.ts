import { installed } from '../server/installed';
import type { Notice } from '../server/plugin';

/** Kinds that the core itself sends. */
export const ownKinds: readonly Notice[] = [
  {
    id: 'notices.address-code',
    title: 'Код подтверждения адреса',
    titleEn: 'Code that proves your address',
    text: 'Введите код в настройках уведомлений. Если вы его не запрашивали, ничего делать не нужно.',
    textEn: 'Enter the code in the settings of notices. If you did not ask for it, there is nothing to do.',
    urgent: true,
  },
  {
    id: 'notices.digest',
    title: 'Новые уведомления',
    titleEn: 'New notices',
    text: 'Пока вас не было, накопились уведомления:',
    textEn: 'Notices that came while you were away:',
  },
];

const hidden = new Set(ownKinds.map(({ id }) => id));

/** Every declared kind of notice. */
export const noticeKinds = (): Notice[] => installed().plugins.flatMap((plugin) => plugin.notices ?? []);

/** Kinds a person may choose channels for. */
export const choosableKinds = () => noticeKinds().filter(({ id, urgent }) => !urgent && !hidden.has(id));

/** Throws for a kind that no manifest declares. */
export function noticeKind(id: string): Notice {
  const kind = noticeKinds().find((candidate) => candidate.id === id);
  if (!kind) throw new Error(`Notice ${id} is not declared in any manifest`);
  return kind;
}
