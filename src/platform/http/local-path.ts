/** Only a path of this server, else `/forms`: a link to sign in must not lead elsewhere. */
export function localPath(wanted: unknown): string {
  const url = typeof wanted === 'string' ? URL.parse(wanted, 'http://here.invalid') : undefined;
  return url?.host === 'here.invalid' && !url.pathname.startsWith('//') ? url.pathname + url.search : '/forms';
}
