/**
 * A chart as a picture: its SVG with title, legend and footer, drawn on a canvas at twice the size. Everything
 * travels in one blob of text: no font, style sheet or picture is fetched, so the content security policy holds.
 */
import { AppError } from '../../protocol/errors';
import type { ChartTheme } from './chartSettings';
import { palettes } from './palette';
import { colorOf, dashOf, markerPath, type Look } from './series';

export interface PngParts {
  title: string;
  subtitle: string;
  legend: { name: string; look: Look }[];
  /** Lines under the chart: captions and settings. */
  footer: string[];
  theme: ChartTheme;
}

const fontFamily = 'system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif';
const scale = 2;
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Breaks text at spaces into lines of at most `letters`. */
export function wrap(text: string, letters: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= letters)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** The whole picture as one SVG document. `chart` is the markup of the chart's own svg element. */
export function composeSvg(
  chart: string,
  width: number,
  height: number,
  parts: PngParts,
): { svg: string; width: number; height: number } {
  const { background, fontSize, ink, muted } = palettes[parts.theme];
  const line = fontSize * 1.5;
  const letters = Math.floor((width - 32) / (fontSize * 0.55));
  const pieces: string[] = [];
  let y = 16;
  const write = (text: string, fill: string, weight = 400, size = fontSize) => {
    for (const part of wrap(text, Math.floor((letters * fontSize) / size))) {
      y += (line * size) / fontSize;
      pieces.push(
        `<text x="16" y="${y}" font-size="${size}" font-weight="${weight}" fill="${fill}">${escaped(part)}</text>`,
      );
    }
  };
  write(parts.title, ink, 600, fontSize * 1.25);
  write(parts.subtitle, muted);
  y += 12;
  pieces.push(`<g transform="translate(0 ${y})">${chart}</g>`);
  y += height;
  for (const { name, look } of parts.legend) {
    y += line;
    const color = colorOf(look, parts.theme);
    pieces.push(
      `<g transform="translate(16 ${y - fontSize * 0.35})">` +
        `<line x2="32" stroke="${color}" stroke-width="2" stroke-dasharray="${dashOf(look)}"/>` +
        `<path d="${markerPath(look, 4)}" transform="translate(16 0)" fill="${color}"/></g>` +
        `<text x="58" y="${y}" fill="${ink}">${escaped(name)}</text>`,
    );
  }
  y += 8;
  for (const text of parts.footer) write(text, muted, 400, fontSize * 0.92);
  y += 20;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width * scale}" height="${y * scale}" ` +
    `viewBox="0 0 ${width} ${y}" font-family='${fontFamily}' font-size="${fontSize}">` +
    `<rect width="${width}" height="${y}" fill="${background}"/>${pieces.join('')}</svg>`;
  return { svg, width: width * scale, height: y * scale };
}

/** Properties that may come from style sheets and not from attributes. */
const inlined = [
  'fill',
  'stroke',
  'font-size',
  'font-weight',
  'text-anchor',
  'opacity',
  'stroke-width',
] as const;

/** The chart's svg as text, with computed styles written into it and the crosshair left out. */
function serialise(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = svg.querySelectorAll<SVGElement>('*');
  for (const [i, element] of copy.querySelectorAll<SVGElement>('*').entries()) {
    const style = getComputedStyle(originals[i]!);
    for (const property of inlined) element.setAttribute(property, style.getPropertyValue(property));
    element.removeAttribute('class');
    element.removeAttribute('style');
  }
  for (const element of copy.querySelectorAll('[data-crosshair], [role="slider"]')) element.remove();
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.removeAttribute('class');
  copy.removeAttribute('style');
  return new XMLSerializer().serializeToString(copy);
}

/**
 * Draws a chart as PNG.
 * @throws AppError `internal` when the browser cannot draw it.
 */
export async function chartPng(chart: SVGSVGElement, parts: PngParts): Promise<Blob> {
  const box = chart.getBoundingClientRect();
  const { svg, width, height } = composeSvg(serialise(chart), box.width, box.height, parts);
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml;charset=utf-8' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(width);
    canvas.height = Math.round(height);
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (blob) return blob;
  } catch {
    // Told below, together with a canvas that gives no picture.
  } finally {
    URL.revokeObjectURL(url);
  }
  throw new AppError(
    'internal',
    'The chart could not be drawn as a picture.',
    'Save its values as CSV instead.',
  );
}
