import { benchCost } from '/work/wt-ana/test/bench/analysis/cost.ts';
await benchCost(1000); await benchCost(5000); process.exit(0);
