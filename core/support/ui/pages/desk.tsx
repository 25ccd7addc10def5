import { Page, Stack, Title, useApi, useTexts } from '@regiso/core/ui';
import { Board, InAWord, type BoardView } from '../desk/Board';
import { Queue } from '../desk/Queue';
import { deskTexts } from '../desk-texts';
import { texts } from '../texts';

/** The desk: how the terms are kept, and what waits. */
export default function Desk() {
  const names = useTexts(texts);
  const t = useTexts(deskTexts);
  const board = useApi<BoardView>('/support/board');
  return (
    <Page title={names('desk')} lead={t('lead')}>
      <Stack gap="xl">
        {board.data && <InAWord bodies={board.data.bodies} />}
        <section aria-labelledby="desk-queue">
          <Title order={2} mb="sm" id="desk-queue">
            {t('queue')}
          </Title>
          <Queue />
        </section>
        <section aria-labelledby="desk-board">
          <Title order={2} mb="sm" id="desk-board">
            {t('board')}
          </Title>
          <Board board={board.data} error={board.error} retry={() => void board.refetch()} />
        </section>
      </Stack>
    </Page>
  );
}
