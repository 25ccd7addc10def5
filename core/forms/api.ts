/** What subsystems that fill federal statistical forms use. */
export { correctForm, countForm, fillForm, formKey, type Counted, type FormValues } from './cells';
export { formCorrections } from './corrections';
export { formEquation, formPiece, numberedColumns, sumOfLines, type FormTemplate, type ShippedPiece } from './pieces';
export { formBook } from './sheet';
export { formCellOf, formTemplateOn, formTitle, type StatisticalForm } from './template';
