import { changeKept } from '@regiso/core/ui';
import type { JournalView, LessonView } from '../../shared/journal';
import { journalWith, lessonWith, type Said } from './taken';

/**
 * Brings what this device keeps of lessons and journals up to what the server has taken, so that opened without a network they
 * show it, and the next edit is made on the version that stands.
 */
export async function takeIn(said: Said): Promise<void> {
  if (!said.length) return;
  await changeKept<LessonView>('/api/school/lessons/', (lesson) => lessonWith(lesson, said));
  await changeKept<JournalView>('/api/school/journals/', (journal) => journalWith(journal, said));
}
