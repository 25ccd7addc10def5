import {
  api,
  apiAddress,
  Badge,
  Button,
  Group,
  notifyDone,
  notifyProblem,
  Progress,
  Text,
  useFormats,
  useMutation,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import type { ExportView } from '../../shared/exports';
import styles from '../Entries.module.css';
import { exportTexts } from './export-texts';

type Props = { entry: ExportView };

const colours: Partial<Record<ExportView['state'], string>> = { done: 'green', refused: 'red', failed: 'red' };

export const isUnderWay = ({ state }: ExportView) => state === 'waiting' || state === 'running';

/** One export: what of which moment, how far it is, and its file. */
export function ExportEntry({ entry }: Props) {
  const t = useTexts(exportTexts);
  const { briefInstant } = useFormats();
  const { number, title, words, state, why, orderedAt, asOf, owner, isMine } = entry;
  return (
    <li className={styles.entry}>
      <h2>
        {t('export.number', { number })} · {title}
        <Badge variant="light" color={colours[state] ?? 'gray'} miw="max-content">
          {t(`state.${state}`)}
        </Badge>
      </h2>
      {words && <Text size="sm">{words}</Text>}
      {!isMine && <Text size="sm">{t('export.owner', { name: owner })}</Text>}
      <Text size="sm">
        {t('export.ordered', { when: briefInstant(orderedAt) })}
        {asOf && `, ${t('export.as-of', { when: briefInstant(asOf) })}`}
      </Text>
      <FileLine entry={entry} />
      {why && <Text size="sm">{t(`export.why-${why}`)}</Text>}
      {isUnderWay(entry) && <Course entry={entry} />}
      <Tools entry={entry} />
    </li>
  );
}

function FileLine({ entry: { state, rows, hidden, bytes, sha256, hasFile, isMine, expiresAt } }: Props) {
  const t = useTexts(exportTexts);
  const { day, size } = useFormats();
  if (state !== 'done') return null;
  const parts = [
    t('export.rows', { count: rows ?? 0 }),
    ...(hidden ? [t('export.hidden', { hidden })] : []),
    ...(bytes === null ? [] : [size(bytes)]),
    ...(hasFile && expiresAt ? [t('export.until', { day: day(expiresAt.slice(0, 10)) })] : []),
    ...(isMine && !hasFile ? [t('export.gone')] : []),
  ];
  return (
    <>
      <Text size="sm">{parts.join(' · ')}</Text>
      {!isMine && sha256 && (
        <Text size="sm">
          {t('export.check')}: <code>{sha256}</code>
        </Text>
      )}
    </>
  );
}

function Course({ entry: { share } }: Props) {
  const t = useTexts(exportTexts);
  const percent = Math.floor(share * 100);
  return (
    <>
      <Progress value={percent} mt="xs" aria-label={t('export.progress', { percent })} />
      <Text size="sm">{t('export.progress', { percent })}</Text>
    </>
  );
}

function Tools({ entry }: Props) {
  const t = useTexts(exportTexts);
  const queries = useQueryClient();
  const { id, number, hasFile, isMine } = entry;
  const cancel = useMutation<unknown, Error, void>({
    mutationFn: () => api.post(`/dashboards/exports/${id}/cancel`, {}),
    onError: notifyProblem,
    onSuccess: () => notifyDone({ text: t('export.cancelled') }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['/dashboards/exports'] }),
  });
  const named = (what: string) => t('export.of', { what, number });
  if (!hasFile && !(isMine && isUnderWay(entry))) return null;
  return (
    <Group gap="xs" mt="sm">
      {hasFile ? (
        <Button
          size="sm"
          component="a"
          href={apiAddress(`/dashboards/exports/${id}/file`)}
          download
          aria-label={named(t('export.download'))}
        >
          {t('export.download')}
        </Button>
      ) : (
        <Button
          size="sm"
          variant="default"
          loading={cancel.isPending}
          aria-label={named(t('export.cancel'))}
          onClick={() => cancel.mutate()}
        >
          {t('export.cancel')}
        </Button>
      )}
    </Group>
  );
}
