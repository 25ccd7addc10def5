import type { ReactNode } from 'react';
import { NativeSelect, Page, Stack, useApi, useUrlState } from '@regiso/core/ui';
import type { LedClass } from '../../shared/entry-codes';

type Props = {
  title: string;
  lead: string;
  /** Of the choice between several classes. */
  label: string;
  /** On screen only, where the page is printed. */
  choiceClass?: string | undefined;
  /** Instead of a class, for whoever leads none. */
  none: ReactNode;
  children: (led: LedClass) => ReactNode;
};

/** A page about the class that one leads; of several one is chosen, and the address keeps it. */
export function OwnClass({ title, lead, label, choiceClass, none, children }: Props) {
  const [{ class: chosen }, choose] = useUrlState({ class: '' });
  const { data, error, isPending, refetch } = useApi<LedClass[]>('/school/own/classes');
  const led = data?.find(({ id }) => id === chosen) ?? data?.[0];
  return (
    <Page
      title={title}
      lead={led && lead}
      loading={isPending}
      error={data ? undefined : error}
      retry={() => void refetch()}
    >
      {data?.length === 0 && none}
      {led && data && (
        <Stack gap="md">
          {data.length > 1 && (
            <NativeSelect
              className={choiceClass ?? ''}
              label={label}
              maw={320}
              value={led.id}
              data={data.map(({ id, name, organisation }) => ({ value: id, label: `${name} · ${organisation}` }))}
              onChange={({ currentTarget: { value } }) => choose({ class: value })}
            />
          )}
          {children(led)}
        </Stack>
      )}
    </Page>
  );
}
