import { useState } from 'react';
import { api, ConfirmButton, notifyProblem, useMutation, useQueryClient, useTexts } from '@regiso/core/ui';
import { OneTimeCode, type NewCode } from '../../access/ui/OneTimeCode';
import { cardAddress, type Card } from './model';
import { personTexts } from './person-texts';
import { fullName } from './words';

/** A code for a family, also when the password is forgotten: shown once. */
export function EntryCode({ card }: { card: Card }) {
  const t = useTexts(personTexts);
  const queries = useQueryClient();
  const [given, setGiven] = useState<NewCode>();
  const give = useMutation({
    mutationFn: () => api.post<Omit<NewCode, 'name'>>(`${cardAddress(card.id)}/entry-code`),
    onError: notifyProblem,
    onSuccess: (code) => {
      setGiven({ ...code, name: fullName(card) });
      return queries.invalidateQueries({ queryKey: [cardAddress(card.id)] });
    },
  });
  if (given) return <OneTimeCode code={given} onClose={() => setGiven(undefined)} />;
  return (
    <ConfirmButton
      variant="default"
      size="sm"
      mt="sm"
      question={t('entry-code.question', { name: fullName(card) })}
      consequence={t(card.hasAccount ? 'entry-code.again' : 'entry-code.first')}
      confirm={t('entry-code')}
      onConfirm={() => give.mutate()}
      loading={give.isPending}
    >
      {t('entry-code')}
    </ConfirmButton>
  );
}
