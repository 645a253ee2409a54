// What the numbers count, in one place.
import { useEffect } from "preact/hooks";

export function About() {
  useEffect(() => { document.title = "About – Entente"; }, []);
  return (
    <div class="page narrow prose">
      <div class="lead"><h1>What the numbers count</h1><p class="standfirst">Entente reads news reports and keeps who cooperates or quarrels with whom, on what, since when, and in which sentence of which report.</p></div>
      <h2>Acts</h2>
      <p>An act is one thing that somebody did to somebody, or with somebody: a treaty signed, a visit, a threat. It counts once, however many sentences and reports tell it; “told 3 times” says how many do. Cooperation and conflict follow the CAMEO code of the act: verbal and material cooperation (codes 02 to 08), verbal and material conflict (09 to 20).</p>
      <p>What is told as done, or as past, is counted. What is only planned is counted apart. What is denied, or stands under an if, is in no count, but in the evidence.</p>
      <h2>Fields</h2>
      <p>An act may stand in several fields, or in none that a report names. In a table by field it is counted in each; the sum over fields may be more than the acts.</p>
      <h2>Days</h2>
      <p>An act counts under the day it is said to have happened on; if none is said, under the day of publication. What has neither is in no chart by time, and in no chosen period.</p>
      <h2>What the map can and cannot say</h2>
      <p>The counts are of what the reports in this database tell. More reports make more acts: a growing archive is no growing conflict. The words were read by a program, which errs; every number leads to its sentences, and each sentence to its report, so that you can judge.</p>
      <h2>Colours</h2>
      <p>Blue is cooperation, orange is conflict, on every page; the two are told apart by all common kinds of colour vision. A relation is mostly one of them if it is two thirds of its acts, else mixed.</p>
      <p>Countries: Natural Earth (public domain). Places: GeoNames (CC BY 4.0). What else is built in: <a href="/licences.txt">licences</a>.</p>
    </div>
  );
}
