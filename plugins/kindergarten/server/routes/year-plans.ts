import { z } from 'zod';
import { route } from '@regiso/core';
import { PlanDecision, YearPlanInput, YearPlanRow, YearPlanView } from '../../shared';
import { decidePlan, savePlan, yearPlan, yearPlans } from '../services/year-plans';

const reads = { permission: 'kindergarten.read-groups', within: 'reach' } as const;
const params = z.object({ organisation: z.uuid() });

const list = route({
  method: 'GET',
  path: '/year-plans',
  access: reads,
  summary: 'Plans of groups for the year to come, of the kindergartens in reach',
  reply: z.array(YearPlanRow),
  handler: () => yearPlans(),
});

const read = route({
  method: 'GET',
  path: '/year-plans/{organisation}',
  access: reads,
  summary: 'The plan of a kindergarten with the children who go on, by number',
  params,
  reply: YearPlanView,
  handler: ({ params: { organisation } }) => yearPlan(organisation),
});

const save = route({
  method: 'PUT',
  path: '/year-plans/{organisation}',
  access: { permission: 'kindergarten.keep-groups', within: 'reach' },
  summary: 'Draft the groups of the year to come, or hand the plan to the municipality; this year’s groups stay',
  params,
  payload: YearPlanInput,
  reply: YearPlanView,
  handler: async ({ params: { organisation }, payload }) => {
    await savePlan(organisation, payload);
    return yearPlan(organisation);
  },
});

const decide = route({
  method: 'POST',
  path: '/year-plans/{organisation}/decide',
  access: { permission: 'kindergarten.allocate', within: 'reach' },
  summary: 'Approve a plan: its groups take part in runs and stand on the portal; or give it back with the reason',
  params,
  payload: PlanDecision,
  reply: YearPlanView,
  handler: async ({ params: { organisation }, payload }) => {
    await decidePlan(organisation, payload);
    return yearPlan(organisation);
  },
});

export const yearPlanRoutes = [list, read, save, decide];
