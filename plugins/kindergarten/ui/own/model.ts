import type { z } from 'zod';
import { useLanguage, useRegion } from '@regiso/core/ui';
import type { ApplicationView, HistoryLine, MoveView, OwnRules, PositionView, Wishes } from '../../shared/applications';
import type { Status } from '../../shared/words';

export type Move = z.infer<typeof MoveView>;
export type Position = z.infer<typeof PositionView>;
export type Rules = z.infer<typeof OwnRules>;
export type Whole = {
  application: ApplicationView;
  history: z.infer<typeof HistoryLine>[];
  positions: Position[];
  rules: Rules;
};
export type Child = {
  id: string;
  name: string;
  birthDate: string | null;
  /** Where it attends already: an application then asks for a transfer. */
  attends: { organisationId: string; organisation: string; group: string } | null;
};
export type Kindergarten = {
  id: string;
  name: string;
  address: string | null;
  municipalityId: string | null;
  municipality: string | null;
};
export type Choice = { organisationId: string; name: string; siblingId: string | null };

/** Where a place is, for texts. */
export const placeOf = ({ organisation, group }: NonNullable<ApplicationView['direction']>) => ({
  organisation,
  group,
});

/** What the form holds until it is saved. */
export type Wanted = Omit<Wishes, 'choices'> & { choices: Choice[]; municipalityId: string | null };

const changeable: readonly Status[] = ['draft', 'sent', 'received', 'need-confirm', 'queued', 'frozen'];
export const mayChange = ({ status }: ApplicationView) => changeable.includes(status);
export const mayMove = (application: ApplicationView) => mayChange(application) && application.status !== 'draft';
const takenBack: readonly Status[] = ['sent', 'received', 'need-confirm', 'queued', 'docs', 'frozen'];
export const mayWithdraw = ({ status }: ApplicationView) => takenBack.includes(status);

/** The coming 1 September: most places are given then. */
function nextSeptember(today = new Date()) {
  const year = today.getFullYear() + (today.getMonth() >= 8 ? 1 : 0);
  return `${year}-09-01`;
}

export const wantedOf = (application?: ApplicationView): Wanted => ({
  desiredOn: application?.desiredOn ?? nextSeptember(),
  orientation: (application?.orientation ?? 'general') as Wanted['orientation'],
  regimes: (application?.regimes ?? ['full']) as Wanted['regimes'],
  language: (application?.language ?? null) as Wanted['language'],
  anywhere: application?.anywhere ?? false,
  swaps: application?.swaps ?? false,
  municipalityId: application?.municipalityId ?? null,
  choices: (application?.choices ?? []).map(({ organisationId, name, siblingId }) => ({
    ...{ organisationId, name, siblingId },
  })),
});

/** As the server takes it. */
export const wishesOf = ({ choices, desiredOn, orientation, regimes, language, anywhere, swaps }: Wanted) => ({
  ...{ desiredOn, orientation, regimes, language, anywhere, swaps },
  choices: choices.map(({ organisationId, siblingId }) => ({ organisationId, siblingId })),
});

/** A moment with its seconds: the order of filing is decided by them. */
export function useStamp() {
  const { language } = useLanguage();
  const timeZone = useRegion()?.timeZone;
  return (moment: string) =>
    new Intl.DateTimeFormat(language === 'ru' ? 'ru-RU' : 'en-GB', {
      ...{ day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit' },
      ...(timeZone && { timeZone }),
    } as Intl.DateTimeFormatOptions)
      .format(new Date(moment))
      .replace(/\sг\./, '');
}
