import { useState } from 'react';
import {
  Button,
  DialogButton,
  Divider,
  Group,
  NativeSelect,
  notifyProblem,
  saveFile,
  Stack,
  Text,
  useMutation,
  useTexts,
} from '@regiso/core/ui';
import type { DraftView } from '../../../shared/timetable';
import { Take } from './Take';
import { exchangeTexts } from './texts';

const formats = ['fet', 'csv'] as const;
const ways = ['locked', 'free'] as const;

/** Gives the draft out to the program FET or as a table, and takes the result in. */
export function Exchange({ view }: { view: DraftView }) {
  const t = useTexts(exchangeTexts);
  const [isOpen, setOpen] = useState(false);
  return (
    <DialogButton variant="default" wide label={t('exchange')} title={t('exchange')} {...{ isOpen, setOpen }}>
      <Stack gap="lg">
        <Give yearId={view.yearId} />
        <Divider />
        <Take yearId={view.yearId} close={() => setOpen(false)} />
      </Stack>
    </DialogButton>
  );
}

function Give({ yearId }: { yearId: string }) {
  const t = useTexts(exchangeTexts);
  const [format, setFormat] = useState<(typeof formats)[number]>('fet');
  const [placed, setPlaced] = useState<(typeof ways)[number]>('locked');
  const save = useMutation({
    mutationFn: () => saveFile(`/school/years/${yearId}/draft/file`, { format, placed }),
    onError: notifyProblem,
  });
  return (
    <section aria-labelledby="exchange-give">
      <h3 id="exchange-give">{t('give')}</h3>
      <Text size="sm" c="dimmed" mb="sm">
        {t('give.what')}
      </Text>
      <Group align="end">
        <NativeSelect
          label={t('format')}
          value={format}
          data={formats.map((value) => ({ value, label: t(`format.${value}`) }))}
          onChange={({ currentTarget: { value } }) => setFormat(formats.find((one) => one === value) ?? 'fet')}
        />
        {format === 'fet' && (
          <NativeSelect
            label={t('placed')}
            value={placed}
            data={ways.map((value) => ({ value, label: t(`placed.${value}`) }))}
            onChange={({ currentTarget: { value } }) => setPlaced(ways.find((one) => one === value) ?? 'locked')}
          />
        )}
        <Button loading={save.isPending} onClick={() => save.mutate()}>
          {t('save')}
        </Button>
      </Group>
    </section>
  );
}
