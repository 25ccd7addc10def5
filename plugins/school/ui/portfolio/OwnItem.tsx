import {
  api,
  ConfirmButton,
  Group,
  notifyDone,
  notifyProblem,
  Switch,
  Text,
  useMutation,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import type { Portfolio, PortfolioItem } from '../../shared/portfolio';
import { TaskFiles } from '../lesson/TaskFiles';
import { Item } from './Item';
import { ItemForm } from './ItemForm';
import styles from './Portfolio.module.css';
import { portfolioTexts } from './texts';

type Props = { address: string; of: Portfolio; item: PortfolioItem };

/** An achievement of one's own: its documents, who sees it, changed and removed. */
export function OwnItem({ address, of: { kinds, mayAdd, mayShow, ended }, item }: Props) {
  const t = useTexts(portfolioTexts);
  const queries = useQueryClient();
  const again = () => queries.invalidateQueries({ queryKey: [address] });
  const { id, title, files } = item;
  const mayChange = mayAdd && !ended;
  const remove = useMutation({
    mutationFn: () => api.delete(`${address}/items/${id}`),
    onError: notifyProblem,
    onSuccess: () => notifyDone({ text: t('remove.done') }),
    onSettled: again,
  });
  return (
    <Item item={item} kinds={kinds}>
      <div className={styles.screen}>
        <TaskFiles address={`${address}/items/${id}/files`} files={files} changes={mayChange ? address : undefined} />
      </div>
      <Visible {...{ address, item }} mayShow={mayShow && !ended} />
      {mayAdd && (
        <Group gap="xs" className={styles.screen ?? ''}>
          {mayChange && <ItemForm address={address} kinds={kinds} item={item} />}
          <ConfirmButton
            variant="subtle"
            color="red"
            size="compact-md"
            aria-label={t('remove.of', { title })}
            loading={remove.isPending}
            question={t('remove.question', { title })}
            consequence={t('remove.what')}
            confirm={t('remove')}
            onConfirm={() => remove.mutate()}
          >
            {t('remove')}
          </ConfirmButton>
        </Group>
      )}
    </Item>
  );
}

type VisibleProps = Omit<Props, 'of'> & { mayShow: boolean };

/** Whether the public link shows it: hidden by everybody of the family, shown by who decides that. */
function Visible({ address, item: { id, title, isPublic }, mayShow }: VisibleProps) {
  const t = useTexts(portfolioTexts);
  const queries = useQueryClient();
  const show = useMutation({
    mutationFn: (wanted: boolean) => api.put(`${address}/items/${id}/visibility`, { isPublic: wanted }),
    onError: notifyProblem,
    onSettled: () => queries.invalidateQueries({ queryKey: [address] }),
  });
  if (!isPublic && !mayShow)
    return (
      <Text size="sm" c="dimmed" className={styles.screen ?? ''}>
        {t('public.not')}
      </Text>
    );
  return (
    <Switch
      className={styles.screen ?? ''}
      label={t('public')}
      description={isPublic ? undefined : t('public.not')}
      aria-label={t('public.of', { title })}
      checked={show.isPending ? show.variables : isPublic}
      onChange={({ currentTarget: { checked } }) => show.mutate(checked)}
    />
  );
}
