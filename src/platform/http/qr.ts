import QRCode from 'qrcode';
import { drawing, type Html } from './html.ts';

/** As SVG without a style of its own, so that the policy admits it. */
export async function qrCode(text: string): Promise<Html> {
  return drawing(await QRCode.toString(text, { type: 'svg', margin: 1, errorCorrectionLevel: 'M' }));
}
