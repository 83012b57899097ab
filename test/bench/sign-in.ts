import { password, type Product } from './product.ts';

/** Signs in as a browser would; returns the header `Cookie` from then on. */
export async function signIn({ origin, owner }: Pick<Product, 'origin' | 'owner'>): Promise<string> {
  const address = `${origin}/sign-in`;
  const page = await fetch(address);
  const token = /name="_csrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? '';
  const entered = new URLSearchParams({ _csrf: token, email: owner.email, password });
  const headers = { Cookie: cookieOf(page) };
  const signedIn = await fetch(address, { method: 'POST', body: entered, headers, redirect: 'manual' });
  if (signedIn.status !== 303) throw new Error(`Signing in was answered ${signedIn.status}`);
  return cookieOf(signedIn);
}

function cookieOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}
