import { homeRegion, sql, todayHere } from '@regiso/core';
import type { DeliveryPlan } from '../../shared/deliveries';

/** The next moment of a plan, by the clock and the calendar of the region; null after its last day. */
export async function nextAt({
  every,
  day,
  hour,
  endsOn,
}: Omit<DeliveryPlan, 'recipients' | 'formats'>): Promise<Date | null> {
  const { timeZone } = homeRegion();
  const [next] = await sql<{ at: Date | null }>`SELECT min(at) AS at FROM (
      SELECT d, (d + make_interval(hours => ${hour}::int)) AT TIME ZONE ${timeZone} AS at
      FROM generate_series(${todayHere()}::timestamp, ${todayHere()}::timestamp + interval '62 days', interval '1 day') d) days
    WHERE at > now() AND d <= ${endsOn}::timestamp AND CASE ${every}::text WHEN 'daily' THEN true
      WHEN 'weekly' THEN extract(isodow FROM d) = ${day}::int
      ELSE extract(day FROM d) = least(${day}::int, extract(day FROM date_trunc('month', d) + interval '1 month - 1 day')) END`;
  return next?.at ?? null;
}
