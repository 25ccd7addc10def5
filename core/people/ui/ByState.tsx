import type { ComponentProps, ReactNode } from 'react';
import { Button, EmptyState, Page, SegmentedControl, Stack, useKeyset, useTexts, useUrlState } from '@regiso/core/ui';
import { wordTexts } from './words';

type Props<Row> = {
  title: string;
  lead: string;
  /** Where the pages of rows of a state are asked for. */
  address: string;
  /** What is chosen, for screen readers. */
  which: string;
  states: { value: string; label: string }[];
  empty: ComponentProps<typeof EmptyState>;
  children: (row: Row) => ReactNode;
};

/** A page of what waits for a decision, or was decided, each as a card; the state stands in the address. */
export function ByState<Row>({ title, lead, address, which, states, empty, children }: Props<Row>) {
  const words = useTexts(wordTexts);
  const [{ state }, change] = useUrlState({ state: 'open' });
  const list = useKeyset<Row>(address, { state, limit: 20 });
  return (
    <Page title={title} lead={lead} loading={!list.rows && !list.error} error={list.error} retry={list.retry}>
      <Stack gap="md">
        <div>
          <SegmentedControl
            aria-label={which}
            value={state}
            onChange={(value) => change({ state: value })}
            data={states}
          />
        </div>
        {list.rows?.length === 0 && <EmptyState {...empty} />}
        {list.rows?.map(children)}
        {list.more && (
          <Button variant="default" loading={list.more.loading} onClick={list.more.load}>
            {words('more')}
          </Button>
        )}
      </Stack>
    </Page>
  );
}
