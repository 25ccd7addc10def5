import type { Making } from '../call';
import { accessCalls } from './access';
import { archiveCalls } from './archives';
import { agreementCalls } from './agreements';
import { alertCalls } from './alerts';
import { deliveryCalls } from './deliveries';
import { annotationCalls } from './annotations';
import { boardCalls } from './boards';
import { deskCalls } from './desk';
import { kindergartenCalls } from './kindergarten';
import { kindergartenDeskCalls } from './kindergarten-desk';
import { exportCalls } from './exports';
import { dossierCalls } from './dossiers';
import { examCalls } from './exams';
import { federalCalls } from './kindergarten-federal';
import { ringCalls } from './kindergarten-rings';
import { kindergartenReportCalls } from './kindergarten-reports';
import { kindergartenWorkCalls } from './kindergarten-work';
import { operationCalls } from './operation';
import { peopleCalls } from './people';
import { portfolioCalls } from './portfolios';
import { riskCalls } from './risks';
import { schoolCalls } from './school';
import { schoolFormCalls } from './school-forms';
import { snapshotCalls } from './snapshots';

/** A good request of every route that needs more than its address. */
export const calls: Readonly<Record<string, Making>> = {
  ...accessCalls,
  ...agreementCalls,
  ...archiveCalls,
  ...alertCalls,
  ...deliveryCalls,
  ...exportCalls,
  ...annotationCalls,
  ...boardCalls,
  ...deskCalls,
  ...dossierCalls,
  ...examCalls,
  ...kindergartenCalls,
  ...kindergartenReportCalls,
  ...kindergartenDeskCalls,
  ...kindergartenWorkCalls,
  ...ringCalls,
  ...federalCalls,
  ...operationCalls,
  ...peopleCalls,
  ...portfolioCalls,
  ...riskCalls,
  ...schoolCalls,
  ...schoolFormCalls,
  ...snapshotCalls,
};
