import { readFileSync } from "node:fs";
import { Search, loader } from "../../search/index.mjs";
for (const folder of process.argv.slice(2)) {
  const rows = JSON.parse(readFileSync(folder+"/queries.json")), bm = JSON.parse(readFileSync(folder+"/bm25.json"));
  const engine = Search.create(loader(folder+"/book/patterns/search"));
  const ndcg=(got,g)=>{const d=(xs)=>xs.reduce((s,x,i)=>s+(2**x-1)/Math.log2(i+2),0); const ideal=d(Object.values(g).sort((a,b)=>b-a).slice(0,10)); return d(got.slice(0,10).map(x=>g[x]??0))/ideal;};
  let a=0,b=0,none=0; const diffs=[];
  for (const [i,[id,text,g]] of rows.entries()) { const f=await engine.search(text); const r=await engine.results(f,0,10); const got=r.map(x=>x.url.replace(".html","")); if(!got.length) none++; const x=ndcg(got,g),y=ndcg(bm[i],g); a+=x;b+=y; diffs.push([x-y,text.slice(0,100)]); }
  console.log(folder, rows.length, "ours", (a/rows.length).toFixed(4), "bm25", (b/rows.length).toFixed(4), "none", none);
}
