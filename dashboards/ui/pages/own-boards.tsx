import {
  api,
  Button,
  DialogButton,
  EmptyState,
  Form,
  Link,
  Page,
  TextInput,
  Title,
  useApi,
  useForm,
  useMay,
  useNavigate,
  useRoleNames,
  useSent,
  useTexts,
} from '@regiso/core/ui';
import { IconChevronRight, IconLayoutGrid, IconPlus, IconTable } from '@tabler/icons-react';
import type { Audience, OwnBoardSummary } from '../../shared/boards';
import { boardTexts } from '../boards/board-texts';
import { menuTexts } from '../menu-texts';
import styles from './list.module.css';

/** `/app/dashboards/boards`: boards that the reader has put together, and those that others share with them. */
export default function OwnBoardsPage() {
  const t = useTexts(boardTexts);
  const menu = useTexts(menuTexts);
  const mayCompose = useMay('dashboards.compose');
  const { data, error, refetch } = useApi<OwnBoardSummary[]>('/dashboards/boards');
  const groups = [
    { title: t('my.own'), boards: data?.filter(({ isMine }) => isMine) ?? [] },
    { title: t('my.shared'), boards: data?.filter(({ isMine }) => !isMine) ?? [] },
  ].filter(({ boards }) => boards.length);
  return (
    <Page
      title={menu('my-boards')}
      lead={t('my.lead')}
      loading={!data && !error}
      error={error}
      retry={() => void refetch()}
      actions={
        mayCompose && (
          <>
            <Button
              variant="default"
              component={Link}
              to={'/dashboards/explorer' as '/'}
              leftSection={<IconTable size={20} aria-hidden />}
            >
              {t('my.explorer')}
            </Button>
            <NewBoard />
          </>
        )
      }
    >
      {data?.length === 0 && (
        <EmptyState
          icon={IconLayoutGrid}
          title={t('my.empty')}
          what={t(mayCompose ? 'my.empty-what' : 'my.empty-seen')}
        />
      )}
      {groups.map(({ title, boards }) => (
        <section key={title} aria-label={title}>
          <Title order={2} size="h3" mt="lg">
            {title}
          </Title>
          <ul className={styles.cards}>
            {boards.map((board) => (
              <Card key={board.id} board={board} />
            ))}
          </ul>
        </section>
      ))}
    </Page>
  );
}

function Card({ board: { id, title, tiles, owner, isMine, audience } }: { board: OwnBoardSummary }) {
  const t = useTexts(boardTexts);
  const seen = useAudienceWords(audience);
  return (
    <li>
      <Link to={`/dashboards/boards/${id}` as '/'} className={styles.card ?? ''}>
        <IconLayoutGrid size={24} stroke={1.75} aria-hidden />
        <span className={styles.words}>
          <strong>{title}</strong>
          <span>
            {t('my.tiles', { count: tiles })} · {isMine ? seen : owner}
          </span>
        </span>
        <IconChevronRight size={20} aria-hidden />
      </Link>
    </li>
  );
}

function useAudienceWords(audience: Audience | null): string {
  const t = useTexts(boardTexts);
  const nameOf = useRoleNames();
  if (!audience) return '';
  if (audience.kind !== 'roles') return t(`seen.${audience.kind}`);
  return t('seen.roles', { roles: audience.roles.map(nameOf).join(', ') });
}

function NewBoard() {
  const t = useTexts(boardTexts);
  const navigate = useNavigate();
  const form = useForm({ title: '' });
  const sent = useSent({
    form,
    send: () => api.post<{ id: string }>('/dashboards/boards', { title: form.values.title, tiles: [] }),
    done: () => t('my.made'),
    after: ({ id }) => void navigate({ to: `/dashboards/boards/${id}`, search: { edit: 'true' } } as never),
  });
  return (
    <DialogButton
      leftSection={<IconPlus size={20} aria-hidden />}
      label={t('my.new')}
      title={t('my.new')}
      {...sent.dialog}
    >
      <Form label={t('my.new')} send={t('my.make')} {...sent.form}>
        <TextInput label={t('my.new-title')} maxLength={120} data-autofocus {...form.field('title')} />
      </Form>
    </DialogButton>
  );
}
