# The steps of src/setup.mjs, in an order that lets layers be kept.

FROM node:20-bookworm-slim AS build
RUN apt-get update \
  && apt-get install -y --no-install-recommends python3 make g++ \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json ./
# The image brings Node's headers, in case sqlite3 has to be compiled.
# onnxruntime would fetch what only graphics cards need.
RUN ONNXRUNTIME_NODE_INSTALL=skip npm_config_nodedir=/usr/local npm ci --include=dev --no-audit --no-fund
COPY . .
# onnxruntime brings its library for every system.
RUN npm run build && npm prune --omit=dev --no-audit --no-fund \
  && rm -rf node_modules/onnxruntime-node/bin/napi-v*/darwin node_modules/onnxruntime-node/bin/napi-v*/win32

FROM node:20-bookworm-slim AS model
ARG SPEECH_MODEL=base
WORKDIR /app
COPY src/transcripts/fetch-model.mjs ./
RUN node --input-type=module --eval \
  "import { fetchSpeechModel } from './fetch-model.mjs'; await fetchSpeechModel('/app/models', { size: process.env.SPEECH_MODEL });"

FROM node:20-bookworm-slim
# tini reaps what ffmpeg leaves behind and passes signals on. The fonts are for names and quotes that are drawn into films.
RUN apt-get update \
  && apt-get install -y --no-install-recommends ffmpeg tini fonts-urw-base35 fonts-droid-fallback fonts-noto-color-emoji \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
ENV NODE_ENV=production STORAGE_DIR=/app/storage SPEECH_MODEL_DIR=/app/models
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=model /app/models ./models
COPY --from=build /app/views ./views
COPY --from=build /app/public ./public
COPY --from=build /app/dist ./dist
RUN mkdir storage && chown node:node storage
USER node
VOLUME /app/storage
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["node", "--eval", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["tini", "--"]
CMD ["node", "dist/src/main.js"]
