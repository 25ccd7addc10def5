import { api, ReasonDialog, useTexts } from '@regiso/core/ui';
import type { NewArchive } from '../../shared/archive';
import { archiveTexts } from './texts';

type Props = Pick<NewArchive, 'scope' | 'id'> & { label: string; named?: string; size?: 'sm' };

/** Asks for an archive: what will happen, and what it is for. */
export function Make({ scope, id, label, named = label, size }: Props) {
  const t = useTexts(archiveTexts);
  return (
    <ReasonDialog
      label={label}
      aria-label={named}
      title={named}
      what={t('make.what')}
      reason={t('make.reason')}
      done={t('make.done')}
      send={({ reason }) => api.post('/school/archive/orders', { scope, id, reason })}
      {...(size && { size })}
    />
  );
}
