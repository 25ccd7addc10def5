import { useState } from 'react';
import { Button, ErrorState, Loader, Text, useApi, useFormats, useTexts } from '@regiso/core/ui';
import type { CellView, Dictionary } from '../../shared/journal';
import { saidOf } from './said';
import { cellTexts } from './texts';

type Held = Omit<CellView, 'version'>;
type Change = {
  version: number;
  at: string;
  who: string | null;
  before: Held;
  after: Held;
  /** By which request it was changed in a closed period, and who granted it. */
  request: { reason: string; decider: string | null } | null;
  /** A certificate was recorded by the class teacher, or taken back. */
  isByCertificate: boolean;
};
type Props = { address: string; version: number; dictionary: Dictionary };

/** Who changed a cell and how, asked for when somebody wants to know. */
export function CellHistory({ address, version, dictionary }: Props) {
  const t = useTexts(cellTexts);
  const [isOpen, open] = useState(false);
  if (!version) return null;
  return (
    <div>
      <Button variant="subtle" size="compact-md" aria-expanded={isOpen} onClick={() => open(!isOpen)}>
        {t('history')}
      </Button>
      {isOpen && <Changes key={version} address={address} dictionary={dictionary} />}
    </div>
  );
}

function Changes({ address, dictionary }: Omit<Props, 'version'>) {
  const t = useTexts(cellTexts);
  const { briefInstant } = useFormats();
  const { data, error, refetch } = useApi<Change[]>(address);
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <Loader size="sm" />;
  const said = (cell: Held) => saidOf(dictionary, cell, t('nothing'));
  return (
    <ul>
      {data.map(({ version: number, at, who, before, after, request, isByCertificate }) => (
        <li key={number}>
          <Text size="sm">
            {t('history.line', {
              ...{ at: briefInstant(at), who: who ?? t('history.nobody') },
              ...{ before: said(before), after: said(after) },
            })}
          </Text>
          {isByCertificate && (
            <Text size="sm" c="dimmed">
              {t('history.certificate')}
            </Text>
          )}
          {request && (
            <Text size="sm" c="dimmed">
              {t('history.request', { reason: request.reason, who: request.decider ?? t('history.nobody') })}
            </Text>
          )}
        </li>
      ))}
    </ul>
  );
}
