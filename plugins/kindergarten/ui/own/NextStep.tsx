import { Link, Text, useFormats, useTexts } from '@regiso/core/ui';
import type { ApplicationView } from '../../shared/applications';
import { daysLeft } from '../groups/model';
import { ownTexts } from '../own-texts';

/** What the family does next and until when. */
export function NextStep({ application }: { application: ApplicationView }) {
  const t = useTexts(ownTexts);
  const { day } = useFormats();
  const { status, decideBy, direction, isProvisional } = application;
  const isWaiting = status === 'offered' || status === 'directed';
  const isDeciding = status === 'sent' || status === 'received' || status === 'need-confirm';
  return (
    <Text component="div">
      {t(`next.${status}`)} {isDeciding && decideBy && t('decide-by', { day: day(decideBy) })}
      {status === 'offered' && direction && (
        <Term text={t('answer-by', { day: day(direction.answerBy) })} last={direction.answerBy} />
      )}
      {status === 'directed' && direction?.documentsBy && (
        <Term text={t('documents-by', { day: day(direction.documentsBy) })} last={direction.documentsBy} />
      )}
      {status === 'directed' && <Link to={'/kindergarten/own/dossier' as '/'}>{t('dossier.which')}</Link>}
      {isProvisional && (isDeciding || isWaiting) && (
        <Text component="div" size="sm" c="dimmed">
          {t('provisional')}
        </Text>
      )}
    </Text>
  );
}

function Term({ text, last }: { text: string; last: string }) {
  const t = useTexts(ownTexts);
  const left = daysLeft(last);
  const words = left > 0 ? t('left', { count: left }) : t(left === 0 ? 'today' : 'over');
  return (
    <Text component="div" fw={600} {...(left <= 1 && { c: 'red' })}>
      {text} {words}
    </Text>
  );
}
