import { beyondReach, part, peopleWith, type DataOwner } from '@regiso/core';
import { shownResults } from './persons/own-results';

/** Published results of the owner and of the owner's children, with what they were before. */
export const ownData = (owner: DataOwner): Promise<Record<string, unknown>> =>
  beyondReach('results of the owner and of those whom the owner may see', async () => ({
    результаты_экзаменов: (await shownResults(part`r.person_id = ANY (${peopleWith(owner)}::uuid[])`)).map((line) => ({
      экзамен: line.kindTitle,
      предмет: line.subjectTitle,
      день: line.heldOn,
      первичный_балл: line.primaryPoints,
      результат: line.result,
      состояние: line.status,
      опубликован: line.publishedAt,
      прежде: line.history,
    })),
  }));
