import { useState } from 'react';
import { Accordion, Badge, Group, Link, Text, useFormats, useTexts } from '@regiso/core/ui';
import type { ClosingCells, Finding } from '../../shared/closing';
import { closingRuleIds, closingRules, type ClosingRule } from '../../shared/closing-rules';
import { useSubject } from '../journal/words';
import { ruleTexts } from './rule-texts';
import { closingTexts } from './texts';
import { addressOf } from './where';

type Props = { cells: ClosingCells; period: string; stops: boolean };

/** What was found of one severity, by rule: opened, each leads to the lesson, cell or page that mends it. */
export function Findings({ cells, period, stops }: Props) {
  const t = useTexts(closingTexts);
  const title = stops ? 'stops' : 'warns';
  const rules = closingRuleIds.filter((rule) => closingRules[rule].stops === stops && cells.found[rule]);
  const [open, setOpen] = useState<string[]>(stops ? rules.slice(0, 1) : []);
  return (
    <section aria-labelledby={`closing-${title}`}>
      <h2 id={`closing-${title}`}>{t(`${title}.title`)}</h2>
      {rules.length === 0 ? (
        <Text c="dimmed">{t(`${title}.none`)}</Text>
      ) : (
        <Accordion multiple order={3} variant="contained" value={open} onChange={setOpen}>
          {rules.map((rule) => (
            <Accordion.Item key={rule} value={rule}>
              <Accordion.Control>
                <Head rule={rule} stops={stops} count={cells.found[rule] ?? 0} />
              </Accordion.Control>
              <Accordion.Panel>{open.includes(rule) && <Found {...{ cells, period, rule }} />}</Accordion.Panel>
            </Accordion.Item>
          ))}
        </Accordion>
      )}
    </section>
  );
}

type HeadProps = { rule: ClosingRule; stops: boolean; count: number };

function Head({ rule, stops, count }: HeadProps) {
  const t = useTexts(ruleTexts);
  return (
    <Group gap="sm" justify="space-between" wrap="nowrap">
      {t(rule)}
      <Badge variant="light" color={stops ? 'red' : 'yellow'} miw="max-content">
        {count}
      </Badge>
    </Group>
  );
}

type FoundProps = Omit<Props, 'stops'> & { rule: ClosingRule };

function Found({ cells, period, rule }: FoundProps) {
  const t = useTexts(closingTexts);
  const words = useTexts(ruleTexts);
  const { number } = useFormats();
  const { least, lateDays, hoursShare, worksShare, missedShare } = cells.norms;
  const share = (value: number) => `${number(value * 100)} %`;
  const rows = cells.findings.filter((one) => one.rule === rule);
  const more = (cells.found[rule] ?? 0) - rows.length;
  return (
    <>
      <Text c="dimmed" mb="xs">
        {words(`${rule}.how`, {
          ...{ least, lateDays },
          ...{ hoursShare: share(hoursShare), worksShare: share(worksShare), missedShare: share(missedShare) },
        })}
      </Text>
      <ul style={{ margin: 0, paddingLeft: 20 }}>
        {rows.map((row, at) => (
          <li key={at}>
            <Where finding={row} classId={cells.classId} period={period} />
          </li>
        ))}
      </ul>
      {more > 0 && <Text c="dimmed">{t('more', { count: more })}</Text>}
    </>
  );
}

function Where({ finding, classId, period }: { finding: Finding; classId: string; period: string }) {
  const t = useTexts(closingTexts);
  const { briefDay } = useFormats();
  const subject = useSubject();
  const { name, day, number, teacher } = finding;
  const lesson = day && t('lesson', { day: briefDay(day), number: number ?? '' });
  return (
    <>
      <Link {...addressOf(finding, classId, period)}>
        {[name, subject(finding), lesson].filter(Boolean).join(', ')}
      </Link>
      {teacher && ` · ${teacher}`}
    </>
  );
}
