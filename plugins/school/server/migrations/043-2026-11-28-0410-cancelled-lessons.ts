import type { Migration } from '@regiso/core';

export const cancelledLessons: Migration = {
  name: '043-2026-11-28-0410-cancelled-lessons',
  up: `
    -- A lesson of the timetable that is not held. Nothing is written in it, and figures of journals pass it by.
    ALTER TABLE school.lessons
      ADD COLUMN cancelled_at timestamptz,
      ADD COLUMN cancel_reason text CHECK (cancel_reason <> ''),
      ADD CHECK ((cancelled_at IS NULL) = (cancel_reason IS NULL)),
      ADD CHECK (cancelled_at IS NULL OR (attendance_at IS NULL AND NOT is_over AND plan_topic_id IS NULL));`,
};
