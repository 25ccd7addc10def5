import type { Tokens } from '../../shared/look';
import { sansFont } from '../../shared/look';

/** What is written around a saved picture, so that it stands alone: the title above, the rest below. */
export type ChartCaption = {
  title: string;
  /** Under the title: filters, period. */
  lead?: string;
  legend?: readonly { label: string; colour: string; isHatched?: boolean }[];
  /** Below the chart: n, moment, source, whom the map credits. */
  notes?: readonly string[];
};

const edge = 24;
const swatch = 14;

/** The chart's picture with its caption, as a data: address of a PNG. */
export async function captioned(url: string, caption: ChartCaption, tokens: Tokens, density = 2): Promise<string> {
  const chart = new Image();
  chart.src = url;
  await chart.decode();
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d');
  if (!pen) return url;
  const width = Math.max(chart.width / density, 320) + 2 * edge;
  const parts = layOut(pen, caption, { width, chartHeight: chart.height / density });
  canvas.width = width * density;
  canvas.height = parts.height * density;
  pen.scale(density, density);
  pen.fillStyle = tokens.surface;
  pen.fillRect(0, 0, width, parts.height);
  pen.drawImage(chart, edge, parts.chartTop, chart.width / density, chart.height / density);
  for (const line of parts.lines) write(pen, line, tokens);
  for (const mark of parts.marks) paint(pen, mark, tokens);
  return canvas.toDataURL('image/png');
}

type Line = { text: string; left: number; top: number; size: number; isStrong: boolean };
type Mark = { left: number; top: number; colour: string; isHatched: boolean };

const fontOf = (size: number, isStrong: boolean) => `${isStrong ? 600 : 400} ${size}px ${sansFont}`;

function layOut(pen: CanvasRenderingContext2D, caption: ChartCaption, place: { width: number; chartHeight: number }) {
  const lines: Line[] = [];
  const marks: Mark[] = [];
  let top = edge;
  const say = (text: string, size: number, isStrong = false) => {
    pen.font = fontOf(size, isStrong);
    for (const part of wrapped(pen, text, place.width - 2 * edge)) {
      lines.push({ text: part, left: edge, top, size, isStrong });
      top += size * 1.4;
    }
  };
  say(caption.title, 18, true);
  if (caption.lead) say(caption.lead, 14);
  const chartTop = top + 12;
  top = chartTop + place.chartHeight + 12;
  let left = edge;
  pen.font = fontOf(13, false);
  for (const { label, colour, isHatched = false } of caption.legend ?? []) {
    const wide = swatch + 6 + pen.measureText(label).width + 18;
    if (left + wide > place.width && left > edge) [left, top] = [edge, top + 22];
    marks.push({ left, top, colour, isHatched });
    lines.push({ text: label, left: left + swatch + 6, top: top + 1, size: 13, isStrong: false });
    left += wide;
  }
  if (caption.legend?.length) top += 28;
  for (const note of caption.notes ?? []) say(note, 12);
  return { lines, marks, chartTop, height: Math.ceil(top + edge - 8) };
}

function wrapped(pen: CanvasRenderingContext2D, text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line ? `${line} ${word}` : word;
    if (line && pen.measureText(longer).width > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line ? [...lines, line] : lines;
}

function write(pen: CanvasRenderingContext2D, { text, left, top, size, isStrong }: Line, tokens: Tokens) {
  pen.font = fontOf(size, isStrong);
  pen.fillStyle = isStrong ? tokens.ink : tokens.muted;
  pen.textBaseline = 'top';
  pen.fillText(text, left, top);
}

function paint(pen: CanvasRenderingContext2D, { left, top, colour, isHatched }: Mark, tokens: Tokens) {
  pen.save();
  pen.beginPath();
  pen.rect(left, top, swatch, swatch);
  pen.clip();
  pen.fillStyle = isHatched ? tokens.surface : colour;
  pen.fillRect(left, top, swatch, swatch);
  pen.strokeStyle = isHatched ? colour : tokens.control;
  if (isHatched) {
    for (let at = -swatch; at < swatch; at += 5) {
      pen.moveTo(left + at, top + swatch);
      pen.lineTo(left + at + swatch, top);
    }
  }
  pen.rect(left, top, swatch, swatch);
  pen.stroke();
  pen.restore();
}
