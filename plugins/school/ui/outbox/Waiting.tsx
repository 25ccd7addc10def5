import { useCallback, useEffect, useState } from 'react';
import { IconAlertTriangle, IconCloudOff } from '@tabler/icons-react';
import { Button, Link, onLeaving, useTexts } from '@regiso/core/ui';
import { Leave } from './Leave';
import { takeIn } from './take-in';
import { outboxTexts } from './texts';
import { useHold, useOutbox } from './use-outbox';

/** Once nothing has been typed or sent for so long. */
const takeInMs = 500;

/** Sends what this device still holds on whatever page, says so while it cannot, and asks before it is lost by signing out. */
export default function Waiting() {
  const t = useTexts(outboxTexts);
  const [outbox, state] = useOutbox();
  const [answer, setAnswer] = useState<(leaves: boolean) => void>();
  useHold(state);
  useEffect(() => outbox.send(), [outbox]);
  useEffect(() => {
    if (state.waiting) return undefined;
    const settled = setTimeout(() => void takeIn([...outbox.answered()]).catch(() => undefined), takeInMs);
    return () => clearTimeout(settled);
  }, [outbox, state]);
  // Where the button leads has to be here when the connection is not.
  useEffect(() => void import('../pages/unsent').catch(() => undefined), []);
  useEffect(
    () =>
      onLeaving(() =>
        outbox.state().queue.length ? new Promise((resolve) => setAnswer(() => resolve)) : Promise.resolve(true),
      ),
    [outbox],
  );
  const { waiting, isOffline, queue } = state;
  const stuck = queue.length - waiting;
  const end = useCallback(
    (leaves: boolean) => {
      setAnswer(undefined);
      answer?.(leaves);
    },
    [answer],
  );
  const said = stuck ? t('stuck', { count: stuck }) : t('waiting', { count: waiting });
  const Icon = stuck ? IconAlertTriangle : IconCloudOff;
  return (
    <>
      {(stuck > 0 || (isOffline && waiting > 0)) && (
        <Button
          component={Link}
          {...{ to: '/school/unsent' as '/' }}
          size="compact-md"
          variant="light"
          color="yellow"
          leftSection={<Icon size={20} aria-hidden />}
          aria-label={said}
          title={said}
        >
          {stuck || waiting}
        </Button>
      )}
      {answer && <Leave count={queue.length} end={end} />}
    </>
  );
}
