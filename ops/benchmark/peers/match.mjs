// BullMQ as a dispatcher: jobs are contacts, a worker is whoever is free.
//   node match.mjs latency RATE SECONDS   prints the median from add to start, in ms
//   node match.mjs cpu JOBS               runs them through, for who watches Redis meanwhile
import { Queue, Worker } from "bullmq";

const connection = {
  host: "127.0.0.1",
  port: Number(process.env.BENCH_REDIS_PORT),
  password: process.env.BENCH_REDIS_PASSWORD,
};
const options = { connection, skipVersionCheck: true };
const queue = new Queue("contacts", options);
const [mode, ...numbers] = process.argv.slice(2);
const kept = { removeOnComplete: true, removeOnFail: true };
const WARM_UP = 200;

const sentAt = new Map();
const took = [];
let started = 0;
let expected = Infinity;
let finish;
const finished = new Promise((resolve) => (finish = resolve));

const worker = new Worker(
  "contacts",
  async (job) => {
    const sent = sentAt.get(job.data.number);
    if (job.data.number >= WARM_UP && sent !== undefined) {
      took.push(performance.now() - sent);
    }
  },
  { ...options, concurrency: 64 },
);
worker.on("completed", () => {
  started += 1;
  if (started === expected) finish();
});
await worker.waitUntilReady();
await queue.waitUntilReady();

function add(number) {
  sentAt.set(number, performance.now());
  return queue.add("contact", { number }, kept);
}

if (mode === "latency") {
  const [rate, seconds] = numbers.map(Number);
  const total = WARM_UP + rate * seconds;
  expected = total;
  let next = 0;
  const start = performance.now();
  const timer = setInterval(() => {
    const due = Math.min(total, ((performance.now() - start) * rate) / 1000);
    while (next < due) add(next++);
    if (next === total) clearInterval(timer);
  }, 1);
  await finished;
  took.sort((a, b) => a - b);
  console.log(`result ${took[took.length >> 1]}`);
} else {
  const jobs = Number(numbers[0]);
  expected = jobs;
  const pending = new Set();
  for (let i = 0; i < jobs; i++) {
    const one = add(i).finally(() => pending.delete(one));
    pending.add(one);
    if (pending.size >= 64) await Promise.race(pending);
  }
  await finished;
  console.log("result 0");
}
await worker.close();
await queue.obliterate({ force: true });
await queue.close();
process.exit(0);
