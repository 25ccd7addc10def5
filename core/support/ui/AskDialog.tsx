import { useState } from 'react';
import { IconCircleCheck } from '@tabler/icons-react';
import { Button, Group, Link, Modal, Stack, Text, useFormats, useScreen, useTexts } from '@regiso/core/ui';
import { AskForm, type Asked } from './AskForm';
import { askTexts } from './ask-texts';

/** Asks support from the page one is at, then says the number and the day. */
export default function AskDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(askTexts);
  const screen = useScreen();
  const [asked, setAsked] = useState<Asked>();
  return (
    <Modal opened onClose={onClose} title={t('title')} size="lg" closeButtonProps={{ 'aria-label': t('close') }}>
      {asked ? (
        <Done asked={asked} onClose={onClose} />
      ) : (
        <AskForm
          screen={screen}
          onAsked={setAsked}
          beside={
            <Link to={'/support' as '/'} onClick={onClose}>
              {t('own')}
            </Link>
          }
        />
      )}
    </Modal>
  );
}

function Done({ asked: { id, number, dueOn, refused }, onClose }: { asked: Asked; onClose: () => void }) {
  const t = useTexts(askTexts);
  const { day } = useFormats();
  return (
    <Stack gap="md" role="status">
      <Group gap="sm" wrap="nowrap" align="flex-start">
        <IconCircleCheck size={28} color="var(--success)" aria-hidden style={{ flex: 'none' }} />
        <div>
          <Text fw={600} size="lg">
            {t('sent.title', { number })}
          </Text>
          <Text>{t('sent.what', { day: day(dueOn) })}</Text>
        </div>
      </Group>
      {refused.length > 0 && <Text c="red">{t('files.refused', { names: refused.join(', ') })}</Text>}
      <Group>
        <Button component={Link} to={`/support/tickets/${id}` as '/'} onClick={onClose}>
          {t('sent.open')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('close')}
        </Button>
      </Group>
    </Stack>
  );
}
