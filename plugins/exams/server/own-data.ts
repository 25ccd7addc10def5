import { beyondReach, part, peopleWith, sql, type DataOwner } from '@regiso/core';
import { appealsWhere } from './appeals/views';
import { shownResults } from './persons/own-results';

/** Published results of the owner and of the owner's children with what they were before, decisions about them, appeals. */
export const ownData = (owner: DataOwner): Promise<Record<string, unknown>> =>
  beyondReach('results of the owner and of those whom the owner may see', async () => {
    const people = peopleWith(owner);
    return {
      результаты_экзаменов: (await shownResults(part`r.person_id = ANY (${people}::uuid[])`)).map((line) => ({
        экзамен: line.kindTitle,
        предмет: line.subjectTitle,
        день: line.heldOn,
        первичный_балл: line.primaryPoints,
        результат: line.result,
        состояние: line.status,
        основание: line.ground,
        опубликован: line.publishedAt,
        прежде: line.history,
      })),
      решения_о_результатах: await decisionsAbout(people),
      апелляции_по_экзаменам: (await appealsWhere(part`a.person_id = ANY (${people}::uuid[])`)).map((appeal) => ({
        номер: appeal.number,
        вид: appeal.kind,
        доводы: appeal.text,
        пересмотреть: appeal.aspects,
        присутствие: appeal.presence,
        получена: appeal.receivedAt,
        состояние: appeal.state,
        протокол: appeal.protocol,
        ответ: appeal.answer,
      })),
    };
  });

// What was only proposed, or refused, has changed nothing and may be about an inquiry.
const decisionsAbout = (people: readonly string[]) => sql`SELECT n.action AS действие, n.protocol AS решение,
    n.reason AS причина, n.decided_at AS когда
  FROM exams.person_results r JOIN exams.annulments n ON n.result_id = r.id
  WHERE r.person_id = ANY (${[...people]}::uuid[]) AND r.published_at IS NOT NULL AND n.state = 'confirmed'
  ORDER BY n.decided_at LIMIT 500`;
