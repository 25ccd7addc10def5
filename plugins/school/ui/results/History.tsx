import { useState } from 'react';
import { DialogButton, ErrorState, Loader, Text, useApi, useFormats, useTexts } from '@regiso/core/ui';
import type { ResultChanges } from '../../shared/results';
import { resultTexts } from './texts';

type Props = { journalId: string; pupilId: string; name: string };

/** Who gave and changed the marks of periods and of the year of a pupil, asked for when somebody wants to know. */
export function History({ journalId, pupilId, name }: Props) {
  const t = useTexts(resultTexts);
  const [isOpen, setOpen] = useState(false);
  const title = t('history.of', { pupil: name });
  return (
    <DialogButton
      variant="subtle"
      size="compact-md"
      label={t('history')}
      aria-label={title}
      title={title}
      isOpen={isOpen}
      setOpen={setOpen}
      wide
    >
      {isOpen && <Changes address={`/school/journals/${journalId}/pupils/${pupilId}/results`} />}
    </DialogButton>
  );
}

function Changes({ address }: { address: string }) {
  const t = useTexts(resultTexts);
  const { briefInstant } = useFormats();
  const { data, error, refetch } = useApi<ResultChanges>(address);
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <Loader size="sm" />;
  if (!data.length) return <Text c="dimmed">{t('history.none')}</Text>;
  const said = (mark: string | null) => (mark === 'na' ? t('na') : (mark ?? t('none')));
  return (
    <ul style={{ margin: 0, paddingLeft: 20 }}>
      {data.map(({ id, kind, at, who, before, after, reason }) => (
        <li key={id}>
          <Text size="sm">
            {t('history.line', {
              ...{ at: briefInstant(at), who: who ?? t('history.nobody'), what: t(`history.${kind}`) },
              ...{ before: said(before), after: said(after) },
            })}
          </Text>
          {reason && (
            <Text size="sm" c="dimmed">
              {t('reason', { reason })}
            </Text>
          )}
        </li>
      ))}
    </ul>
  );
}
