/** Phones cannot; nor can pages that came over plain HTTP. */
export function canShareScreen(): boolean {
  return typeof (navigator.mediaDevices as MediaDevices | undefined)?.getDisplayMedia === 'function';
}
