import { useEffect, useRef } from 'react';
import { Progress, Text, useTexts } from '@regiso/core/ui';
import { formTexts } from './form-texts';

const stepCount = 5;

/** Where in the form one is; on a change of step its name takes the focus. */
export function StepTitle({ step }: { step: number }) {
  const t = useTexts(formTexts);
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(step);
  useEffect(() => {
    if (before.current === step) return;
    before.current = step;
    window.scrollTo({ top: 0 });
    heading.current?.focus({ preventScroll: true });
  }, [step]);
  const place = t('step', { n: step + 1, of: stepCount });
  return (
    <div>
      <Text size="sm" c="dimmed">
        {place}
      </Text>
      <Progress aria-label={place} value={((step + 1) / stepCount) * 100} size="sm" my={4} />
      <h2 ref={heading} tabIndex={-1} style={{ margin: '8px 0 0', outline: 'none' }}>
        {t(`step.${step}` as 'step.0')}
      </h2>
    </div>
  );
}
