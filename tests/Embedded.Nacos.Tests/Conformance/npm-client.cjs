// An independent client's whole round: register, list, subscribe, status, deregister. Prints "done" when all of it was as it should be.
const { NacosNamingClient } = require("nacos");
const logger = { info() {}, debug() {}, log() {}, warn() {}, error: console.error };

async function until(what, attempt) {
  for (let i = 0; i < 300; i++) {
    if (await attempt()) {
      return;
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error(`never: ${what}`);
}

async function main() {
  const client = new NacosNamingClient({ logger, serverList: process.argv[2], namespace: "public" });
  await client.ready();
  let told = [];
  client.subscribe({ serviceName: "probe", groupName: "G" }, hosts => { told = hosts.map(h => h.port).sort(); });
  await client.registerInstance("probe", { ip: "10.9.0.1", port: 8501, metadata: { model: "m" } }, "G");
  await client.registerInstance("probe", { ip: "10.9.0.2", port: 8502 }, "G");
  await until("both listed", async () => (await client.getAllInstances("probe", "G", "", false)).length === 2);
  await until("both told", () => told.join() === "8501,8502");
  const [first] = (await client.getAllInstances("probe", "G", "", false)).filter(h => h.port === 8501);
  if (first.metadata.model !== "m" || first.weight !== 1 || first.serviceName !== "G@@probe") {
    throw new Error(`wrong: ${JSON.stringify(first)}`);
  }
  if ((await client.getServerStatus()) !== "UP") {
    throw new Error("not UP");
  }
  await client.deregisterInstance("probe", { ip: "10.9.0.1", port: 8501 }, "G");
  await until("one left", async () => (await client.getAllInstances("probe", "G", "", false)).length === 1);
  console.log("done");
  process.exit(0);
}

main().catch(error => { console.error(error); process.exit(1); });
