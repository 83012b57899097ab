/** A server for uploads alone, over STORAGE_DIR on PORT, for tests that kill it. */
import express from 'express';
import { reconcileUploads } from '../../src/media/completion.ts';
import { uploadRoutes } from '../../src/media/upload.ts';
import { openDeps } from '../../src/platform/deps.ts';

const deps = openDeps(process.env);
await reconcileUploads(deps);
express().use(uploadRoutes(deps)).listen(deps.config.port, deps.config.host);
