import { api, DataList, Group, Paper, ReasonDialog, Stack, Text, Title, useFormats, useTexts } from '@regiso/core/ui';
import type { FederalDecision, FederalQuestion } from '../../shared/federal';
import { deskTexts } from '../desk/texts';
import { federalTexts } from './texts';

/** Applications of the portal that a person has to decide about, the oldest filed first. */
export function Questions({ questions }: { questions: readonly FederalQuestion[] }) {
  return (
    <Stack gap="md">
      {questions.map((one) => (
        <Question key={`${one.id}/${one.question}`} {...one} />
      ))}
    </Stack>
  );
}

function Question({ id, portalId, filedAt, question, reasons, child, guardian, ground }: FederalQuestion) {
  const t = useTexts(federalTexts);
  const words = useTexts(deskTexts);
  const { day, instant } = useFormats();
  const person = ({ name, birthDate }: FederalQuestion['child']) =>
    birthDate ? t('born', { name, day: day(birthDate) }) : name;
  return (
    <Paper withBorder p="md" component="article" aria-labelledby={`question-${id}`}>
      <Stack gap="sm">
        <Title order={3} size="h4" id={`question-${id}`}>
          {t(`question.${question}`)}
        </Title>
        <Text size="sm" c="dimmed">
          {t('question.filed', { portal: portalId, at: instant(filedAt) })}
        </Text>
        <DataList>
          {[
            [t('child'), person(child)],
            [t('guardian'), person(guardian)],
            [t('ground'), ground],
          ].map(([label, value]) => (
            <DataList.Item key={label}>
              <DataList.ItemLabel>{label}</DataList.ItemLabel>
              <DataList.ItemValue>{value}</DataList.ItemValue>
            </DataList.Item>
          ))}
        </DataList>
        {reasons.length > 0 && (
          <Text>
            {t('question.reasons', {
              list: reasons.map((reason) => words(`like.${reason as 'reported'}`)).join(', '),
            })}
          </Text>
        )}
        <Group gap="sm">
          {question === 'kinship' ? (
            <Decide id={id} decision="same" word="kinship" />
          ) : (
            <>
              <Decide id={id} decision="same" word="same" />
              <Decide id={id} decision="other" word="other" />
            </>
          )}
          <Decide id={id} decision="reject" word="reject" />
        </Group>
      </Stack>
    </Paper>
  );
}

type Props = { id: string; decision: FederalDecision['decision']; word: 'same' | 'other' | 'kinship' | 'reject' };

function Decide({ id, decision, word }: Props) {
  const t = useTexts(federalTexts);
  return (
    <ReasonDialog
      label={t(word)}
      title={t(word)}
      what={t(`${word}.what`)}
      done={t('decided')}
      reason={t(word === 'reject' ? 'reject.reason' : 'reason')}
      send={({ reason }) => api.post(`/kindergarten/federal/rows/${id}/decide`, { decision, reason })}
    />
  );
}
