import { ErrorState, Modal, PageSkeleton, Stack, Text, useApi, useFormats, useTexts } from '@regiso/core/ui';
import type { MovementOf, MovementPupils } from '../../shared/movement';
import { movementTexts } from './texts';

export type Asked = { classId: string; name: string; kind: MovementOf['kind'] };
type Props = { asked: Asked | null; from: string; to: string; onClose: () => void };

/** Pupils behind one number of the movement. */
export function Pupils({ asked, onClose, ...span }: Props) {
  const t = useTexts(movementTexts);
  return (
    <Modal
      opened={asked !== null}
      onClose={onClose}
      title={asked && t('pupils', { class: asked.name, what: t(asked.kind) })}
    >
      {asked && <Names asked={asked} {...span} />}
    </Modal>
  );
}

function Names({ asked: { classId, kind }, from, to }: { asked: Asked; from: string; to: string }) {
  const t = useTexts(movementTexts);
  const { briefDay } = useFormats();
  const { data, error, refetch } = useApi<MovementPupils>(`/school/classes/${classId}/movement`, { from, to, kind });
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  const stay = (one: MovementPupils[number]) =>
    one.to
      ? t('since-to', { from: briefDay(one.from), to: briefDay(one.to) })
      : t('since', { from: briefDay(one.from) });
  return (
    <Stack gap="sm">
      {data.map((one) => (
        <div key={one.id}>
          {one.name}
          <Text size="sm" c="dimmed">
            {[stay(one), one.orderNumber && t('order', { number: one.orderNumber, day: briefDay(one.orderOn ?? '') })]
              .filter(Boolean)
              .join(' · ')}
          </Text>
        </div>
      ))}
    </Stack>
  );
}
