import { createTestApp, type TestApp } from '@regiso/core/testing';
import { alignSchema } from '@regiso/warehouse/api';
import { samplePlugin } from './fixture';

/** The situational centre over the sample's subsystem, whose tables stand in the warehouse. */
export async function createSampleApp(settings: Record<string, string> = {}): Promise<TestApp> {
  const only = ['participants', 'territory', 'agreements', 'notices', 'dashboards'];
  const app = await createTestApp({ only, also: [samplePlugin], settings });
  await alignSchema();
  return app;
}
