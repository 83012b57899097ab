const protocol = { 'Tus-Resumable': '1.0.0' };

/** An upload under way, by tus 1.0.0, as a recorder sends it over the network. */
export class TusUpload {
  readonly #address: string;
  readonly #ticket: string;
  #offset = 0;

  private constructor(address: string, ticket: string) {
    this.#address = address;
    this.#ticket = ticket;
  }

  get id(): string {
    return this.#address.slice(this.#address.lastIndexOf('/') + 1);
  }

  /** Its length may be told later, with the last piece. */
  static async begin(origin: string, ticket: string, length?: number): Promise<TusUpload> {
    const size: Record<string, string> =
      length === undefined ? { 'Upload-Defer-Length': '1' } : { 'Upload-Length': String(length) };
    const headers = { ...protocol, 'Upload-Ticket': ticket, ...size };
    const answer = await fetch(`${origin}/uploads`, { method: 'POST', headers });
    const location = answer.headers.get('Location');
    if (answer.status !== 201 || !location) throw new Error(`A new upload was answered ${answer.status}`);
    return new TusUpload(new URL(location, origin).href, ticket);
  }

  /** The same upload by another way, such as a proxy. */
  through(origin: string): TusUpload {
    return new TusUpload(new URL(new URL(this.#address).pathname, origin).href, this.#ticket);
  }

  /** How far the server says that it is. */
  async offset(): Promise<number> {
    const answer = await fetch(this.#address, { method: 'HEAD', headers: this.headers });
    if (answer.status !== 200) throw new Error(`Asking how far an upload is was answered ${answer.status}`);
    return Number(answer.headers.get('Upload-Offset'));
  }

  patch(offset: number, piece: Uint8Array<ArrayBuffer>, length?: number): Promise<Response> {
    return fetch(this.#address, {
      method: 'PATCH',
      headers: { ...this.pieceHeaders(offset), ...(length !== undefined && { 'Upload-Length': String(length) }) },
      body: piece,
    });
  }

  /** The next piece. @throws unless it is taken */
  async send(piece: Uint8Array<ArrayBuffer>, length?: number): Promise<void> {
    const answer = await this.patch(this.#offset, piece, length);
    if (answer.status !== 204) throw new Error(`A piece was answered ${answer.status}: ${await answer.text()}`);
    this.#offset += piece.length;
  }

  get address(): URL {
    return new URL(this.#address);
  }

  get headers(): Record<string, string> {
    return { ...protocol, 'Upload-Ticket': this.#ticket };
  }

  pieceHeaders(offset: number): Record<string, string> {
    return { ...this.headers, 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream' };
  }
}
