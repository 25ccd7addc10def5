import { agreementCard } from '../../core/agreements/card';
import { printPdf } from '../../core/documents/pdf';
import type { Bench } from './run';

const content = agreementCard.render({
  participant: 'Муниципальное автономное общеобразовательное учреждение «Средняя школа № 1»',
  agreement: {
    id: '0',
    number: 'С-1',
    signedOn: '2026-09-01',
    startsOn: '2026-09-01',
    endsOn: null,
    readOnlyDays: 30,
    subsystems: ['school', 'portal'],
    dataScope: 'Сведения об обучающихся и работниках',
    ground: 'Положение о РЕГИСО, п. 3.5',
    signedByOperator: 'Директор оператора',
    signedByParticipant: 'Директор школы',
    hasFile: false,
    fileSha256: null,
    status: 'active',
    daysLeft: null,
    endReason: null,
    version: 1,
  },
});

const print = () =>
  printPdf({
    title: 'Карточка соглашения',
    number: 'КС-2026-000001',
    day: '1 сентября 2026',
    issuer: 'Оператор',
    checkAddress: `https://regiso.example/check/${'a'.repeat(32)}`,
    content,
  });

/** One page with a QR code, one after another; the median, because the machine may be busy. */
const bench: Bench = {
  name: 'document',
  run: async ({ quick }) => {
    const first = performance.now();
    const { length } = await print();
    const firstMs = performance.now() - first;
    const times: number[] = [];
    for (let at = 0; at < (quick ? 20 : 100); at += 1) {
      const start = performance.now();
      await print();
      times.push(performance.now() - start);
    }
    times.sort((a, b) => a - b);
    const at = (share: number) => times[Math.floor(times.length * share)] ?? 0;
    return {
      figures: { firstMs, medianMs: at(0.5), p95Ms: at(0.95), bytes: length },
      bars: { medianMs: { bar: 100, at: 'most' } },
    };
  },
};

export default bench;
