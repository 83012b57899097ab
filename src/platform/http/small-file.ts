import type { Request, RequestHandler } from 'express';
import multer from 'multer';
import { Invalid } from './errors.ts';
import { fileSize } from './words.ts';

const complaints = new WeakMap<Request, string>();

/**
 * Takes one small file of a form into memory, with the fields beside it: mounted before `csrfProtection`, which finds the
 * page's token among them. What is wrong with it is said by `postedFile`.
 */
export function receiveSmallFile(field: string, maxBytes: number): RequestHandler {
  const limits = { fileSize: maxBytes, files: 1, fields: 20, parts: 21, fieldSize: 10_000 };
  const receive = multer({ storage: multer.memoryStorage(), limits, defParamCharset: 'utf8' }).single(field);
  return (req, res, next) => {
    receive(req, res, (error?: unknown) => {
      const isTooLarge = (error as { code?: string } | undefined)?.code === 'LIMIT_FILE_SIZE';
      const tooLarge = `The file is larger than ${fileSize(maxBytes)}. Choose a smaller one.`;
      if (error) complaints.set(req, isTooLarge ? tooLarge : 'The file did not arrive whole. Choose it again.');
      next();
    });
  };
}

/** @throws Invalid, naming the field, when nothing that can be used was chosen */
export function postedFile(req: Request, field: string): Buffer {
  const complaint = complaints.get(req);
  if (complaint) throw new Invalid({ [field]: complaint });
  if (!req.file) throw new Invalid({ [field]: 'Choose a file first.' });
  if (req.file.size === 0) throw new Invalid({ [field]: 'There is nothing in this file.' });
  return req.file.buffer;
}

/** What the chosen file is called where it comes from; empty where nothing was chosen. */
export function postedName(req: Request): string {
  return req.file?.originalname ?? '';
}
