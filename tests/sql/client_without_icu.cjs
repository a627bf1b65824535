// A client of DuckDB without ICU and without a network: duckdb-wasm. Opens the catalogue that argv names and answers each query, a JSON line each.
const duckdb = require("@duckdb/duckdb-wasm/dist/duckdb-node-blocking.cjs");
const fs = require("fs");
const path = require("path");

(async () => {
  const folder = path.dirname(require.resolve("@duckdb/duckdb-wasm/dist/duckdb-node-blocking.cjs"));
  const bundles = {
    mvp: { mainModule: path.join(folder, "duckdb-mvp.wasm"), mainWorker: "" },
    eh: { mainModule: path.join(folder, "duckdb-eh.wasm"), mainWorker: "" },
  };
  const db = await duckdb.createDuckDB(bundles, new duckdb.VoidLogger(), duckdb.NODE_RUNTIME);
  await db.instantiate();
  const [catalogue, ...queries] = process.argv.slice(2);
  db.registerFileBuffer("catalogue.duckdb", new Uint8Array(fs.readFileSync(catalogue)));
  const con = db.connect();
  con.query("SET autoload_known_extensions = false");  // what is not there would be fetched
  con.query("ATTACH 'catalogue.duckdb' AS c (READ_ONLY)");
  con.query("USE c");
  for (const query of queries) {
    try {
      const rows = con.query(query).toArray().map((row) => Object.values(row.toJSON()).map((value) => (value === null ? null : String(value))));
      console.log(JSON.stringify({ rows }));
    } catch (error) {
      console.log(JSON.stringify({ error: error.message }));
    }
  }
})();
