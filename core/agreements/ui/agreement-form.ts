import { useRegion, useTexts } from '@regiso/core/ui';
import { todayIn, yearsFrom, type Agreement } from './model';
import { texts } from './texts';

export type AgreementValues = {
  number: string;
  signedOn: string;
  startsOn: string;
  endsOn: string;
  readOnlyDays: number | string;
  subsystems: string[];
  dataScope: string;
  ground: string;
  signedByOperator: string;
  signedByParticipant: string;
};

/** Values an agreement usually has: from today, for three years, thirty days of reading after it. */
export function useUsualAgreement(): AgreementValues {
  const t = useTexts(texts);
  const today = todayIn(useRegion()?.timeZone);
  return {
    number: '',
    signedOn: today,
    startsOn: today,
    endsOn: yearsFrom(today, 3),
    readOnlyDays: 30,
    subsystems: [],
    dataScope: t('data-scope.default'),
    ground: t('ground.default'),
    signedByOperator: '',
    signedByParticipant: '',
  };
}

/** A draft as it stands, for the form. */
export const draftValues = (draft: Omit<AgreementValues, 'endsOn'> & Pick<Agreement, 'endsOn'>): AgreementValues => ({
  number: draft.number,
  signedOn: draft.signedOn,
  startsOn: draft.startsOn,
  endsOn: draft.endsOn ?? '',
  readOnlyDays: draft.readOnlyDays,
  subsystems: draft.subsystems,
  dataScope: draft.dataScope,
  ground: draft.ground,
  signedByOperator: draft.signedByOperator,
  signedByParticipant: draft.signedByParticipant,
});

/** As the server takes it. */
export const agreementBody = (values: AgreementValues) => ({
  ...values,
  readOnlyDays: Number(values.readOnlyDays) || 0,
  endsOn: values.endsOn || null,
});

/** What a kind of organisation is usually connected to. */
export const usualSubsystems: Readonly<Record<string, string[]>> = {
  kindergarten: ['kindergarten'],
  school: ['school', 'portal'],
  college: ['college', 'portal'],
  extracurricular: ['extracurricular'],
};
