/** Puts it on the clipboard; false where the browser refuses, as on pages over plain HTTP. To be called from a click. */
export async function copyLink(link: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(link);
    return true;
  } catch {
    return false;
  }
}
