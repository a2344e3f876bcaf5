namespace Reliability.AspNetCore.Tests;

/// <summary>A valid request to an endpoint that writes.</summary>
/// <param name="Pattern">The pattern of the endpoint, without the prefix of the API.</param>
/// <param name="Path">The path and query. ID stands for the id of the item that was created last under the same first segment.</param>
/// <param name="Body">The body. TAG stands for the version of that item, also in the path; INCIDENT for the id of the incident.</param>
/// <param name="Type">The type of the content.</param>
internal sealed record WriteSample(string Pattern, string Path, string Body, string Type = "application/json")
{
    private const string JUnit =
        """<testsuite><testcase name="a" time="0.123456789"/><testcase name="b"><failure/></testcase></testsuite>""";

    private const string Alert =
        """
        {"version":"4","alerts":[{"status":"firing","fingerprint":"f","startsAt":"2026-03-28T10:00:00Z",
         "labels":{"alertname":"Errors","service":"shop","severity":"page"}}]}
        """;

    private const string Issues =
        """[{"number":7,"title":"No index on orders","state":"OPEN","createdAt":"2026-03-01T10:00:00Z"},{"number":8,"title":""}]""";

    private const string Page =
        """
        # Incident Postmortem: Down

        - **Incident**: INCIDENT

        ## Summary

        Checkout was down.

        ## Timeline

        - **2026-03-28 10:00:00Z**: Incident began
        - **2026-03-28 11:00:00Z**: Incident resolved

        ## Root Cause Analysis

        The resolver was slow.

        ### Contributing Factors

        - One resolver

        ## Impact

        - **Duration**: 01:00:00
        - **User Impact**: Nobody could pay.

        ## Immediate Remediation

        It was restarted.

        ## Prevention Measures

        1. A second resolver - shop team - 2026-04-10

        ## Lessons Learned

        ### What Went Well

        ### What Went Badly

        ### Where We Were Lucky

        ## Supporting Data
        """;

    /// <summary>Gets one or more requests to each endpoint, in an order in which all of them succeed at 1:00 on 29 March 2026.</summary>
    public static IReadOnlyList<WriteSample> All { get; } =
    [
        new(
            "deployments",
            "deployments",
            """
            {"service":"shop","version":"4.7.1","environment":"Production","id":"build-1","startedAt":"2026-03-29T00:00:00Z",
             "reason":"a release","commits":[{"id":"a1","at":"2026-03-28T11:00:07Z"},{"id":"a2","at":"2026-03-28T12:00:00.333Z"}]}
            """),
        new("deployments/{id}/tests", "deployments/build-1/tests?suite=unit", JUnit, "application/xml"),
        new(
            "deployments/{id}/finish",
            "deployments/build-1/finish",
            """{"status":"Succeeded","endedAt":"2026-03-29T00:06:40.777Z","reason":"done","id":"end"}"""),
        new("gate/{service}/overrides/plan", "gate/shop/overrides/plan", """{"reason":"r","expiresAt":"2026-03-29T05:00:00Z"}"""),
        new("gate/{service}/overrides", "gate/shop/overrides", """{"reason":"r","expiresAt":"2026-03-29T05:00:00Z","id":"fix-1"}"""),
        new("gate/{service}/overrides/{id}/revocation/plan", "gate/shop/overrides/fix-1/revocation/plan", """{"reason":"r"}"""),
        new("gate/{service}/overrides/{id}/revocation", "gate/shop/overrides/fix-1/revocation", """{"reason":"r"}"""),
        new("ledger/adjustments", "ledger/adjustments", """{"slo":"checkout","at":"2026-03-29T00:30:00Z","bad":7,"reason":"r","id":"a"}"""),
        new("ledger/{service}/entries/{id}/revocation", "ledger/shop/entries/a/revocation", """{"reason":"r"}"""),
        new(
            "ledger/adjustments/plan",
            "ledger/adjustments/plan",
            """{"slo":"checkout","at":"2026-03-29T00:30:00Z","good":0.777777777,"bad":0.333333333,"reason":"r"}"""),
        new(
            "ledger/adjustments",
            "ledger/adjustments",
            """{"slo":"checkout","at":"2026-03-29T00:30:00Z","bad":0.333333333,"reason":"r","id":"third"}"""),
        new(
            "ledger/exclusions/plan",
            "ledger/exclusions/plan",
            """{"slo":"checkout","from":"2026-03-28T20:00:00Z","to":"2026-03-28T20:07:00Z","reason":"r"}"""),
        new(
            "ledger/exclusions",
            "ledger/exclusions",
            """{"slo":"checkout","from":"2026-03-28T20:00:00Z","to":"2026-03-28T20:07:00Z","reason":"r","id":"e"}"""),
        new("ledger/resets/plan", "ledger/resets/plan", """{"slo":"checkout","at":"2026-03-28T21:00:00Z","reason":"r"}"""),
        new("ledger/resets", "ledger/resets", """{"slo":"checkout","at":"2026-03-28T21:00:00Z","reason":"r","id":"z"}"""),
        new(
            "metrics/{name}/shifts/accept/plan",
            "metrics/checkout.latency/shifts/accept/plan",
            """{"at":"2026-02-27T00:00:00Z","reason":"r"}"""),
        new(
            "metrics/{name}/shifts/accept",
            "metrics/checkout.latency/shifts/accept",
            """{"at":"2026-02-27T00:00:00Z","reason":"r","id":"s"}"""),
        new("metrics/{name}/shifts/{id}/withdrawal/plan", "metrics/checkout.latency/shifts/s/withdrawal/plan", """{"reason":"r"}"""),
        new("metrics/{name}/shifts/{id}/withdrawal", "metrics/checkout.latency/shifts/s/withdrawal", """{"reason":"r"}"""),
        new("experiments/{key}/start", "experiments/button/start", """{"reason":"r","etag":"TAG"}"""),
        new("experiments/{key}/pause/plan", "experiments/button/pause/plan", """{"reason":"r","etag":"TAG"}"""),
        new("experiments/{key}/pause", "experiments/button/pause", """{"reason":"r","etag":"TAG"}"""),
        new("experiments/{key}/resume/plan", "experiments/button/resume/plan", """{"reason":"r","etag":"TAG"}"""),
        new("experiments/{key}/resume", "experiments/button/resume", """{"reason":"r","etag":"TAG"}"""),
        new("experiments/{key}/rollback", "experiments/button/rollback", """{"reason":"r","etag":"TAG"}"""),
        new(
            "experiments/{key}/conclude/plan",
            "experiments/button/conclude/plan",
            """{"reason":"r","ship":"green","override":true,"etag":"TAG"}"""),
        new("experiments/{key}/conclude", "experiments/button/conclude", """{"reason":"r","ship":"green","override":true,"etag":"TAG"}"""),
        new(
            "debt",
            "debt",
            """
            {"title":"No index","impact":"high","effort":"low","owner":"team","tags":["sql"],"dueAt":"2026-04-10T00:00:00Z",
             "estimates":{"jobSize":3,"businessValue":7,"riskReduction":5,"timeCriticality":2},"reason":"seen"}
            """),
        new("debt/{id}", "debt/ID", """{"title":"No index","impact":"medium","effort":"low","reason":"r","etag":"TAG"}"""),
        new("debt/{id}/link", "debt/ID/link", """{"objective":"checkout","reason":"r","etag":"TAG"}"""),
        new("debt/{id}/unlink", "debt/ID/unlink", """{"objective":"checkout","reason":"r","etag":"TAG"}"""),
        new("debt/{id}/accept", "debt/ID/accept", """{"approver":"cto","expiresAt":"2026-04-10T00:00:00Z","reason":"r","etag":"TAG"}"""),
        new("debt/{id}/reopen", "debt/ID/reopen", """{"reason":"r","etag":"TAG"}"""),
        new("debt/{id}/resolve", "debt/ID/resolve", """{"notes":"n","reason":"r","etag":"TAG"}"""),
        new(
            "incidents",
            "incidents",
            """
            {"title":"Down","service":"shop","severity":"high","causeClass":"dns","reason":"r","startedAt":"2026-03-28T10:00:00.777Z",
             "deploymentId":"build-1","objectives":["checkout"]}
            """),
        new(
            "incidents/{id}",
            "incidents/ID",
            """{"title":"Down","severity":"critical","causeClass":"dns","deploymentId":"build-1","reason":"r","etag":"TAG"}"""),
        new(
            "incidents/{id}/milestones",
            "incidents/ID/milestones",
            """{"milestone":"acknowledged","at":"2026-03-28T10:05:00.333Z","reason":"r","etag":"TAG"}"""),
        new("incidents/{id}/notes", "incidents/ID/notes", """{"text":"Rolled back.","at":"2026-03-28T10:20:00Z","etag":"TAG"}"""),
        new(
            "incidents/{id}/resolve",
            "incidents/ID/resolve",
            """{"reason":"r","causeClass":"dns","impact":"No orders.","resolvedAt":"2026-03-28T11:00:00.123Z","etag":"TAG"}"""),
        new("incidents/{id}/reopen", "incidents/ID/reopen", """{"reason":"r","etag":"TAG"}"""),
        new(
            "incidents/{id}/resolve",
            "incidents/ID/resolve",
            """{"reason":"r","causeClass":"dns","impact":"No orders.","resolvedAt":"2026-03-28T11:00:00.123Z","etag":"TAG"}"""),
        new(
            "incidents/import",
            "incidents/import?format=csv&service=shop&columns=title:Name",
            "Name,startedAt\r\nLost,2026-03-01T10:00:00Z\r\n,2026-03-02T10:00:00Z\r\n",
            "text/csv"),
        new(
            "incidents/import/plan",
            "incidents/import/plan?format=csv&service=shop&columns=title:Name",
            "Name,startedAt\r\nFound,2026-03-03T10:00:00Z\r\n,2026-03-04T10:00:00Z\r\n",
            "text/csv"),
        new("incidents/alertmanager", "incidents/alertmanager", Alert),
        new("postmortems/{service}/{incident}/draft", "postmortems/shop/ID/draft", """{"reason":"r","id":"d"}"""),
        new(
            "postmortems/{service}/{incident}",
            "postmortems/shop/ID",
            """
            {"content":{"title":"Down","timeline":[{"at":"2026-03-28T10:00:00.777Z","kind":"began"},
             {"at":"2026-03-28T11:00:00.123Z","kind":"resolved"}],"analysis":"dns","contributingFactors":["one resolver"],
             "impact":{"durationSeconds":3599.3461234,"users":"all","objectives":[{"slo":"checkout","budgetShare":0.1234567}]},
             "supportingData":[{"title":"log","address":"https://shop.example/log"}],
             "actions":[{"id":"a","title":"A second resolver","kind":"prevent","owner":"team","dueOn":"2026-04-10"}]},
             "reason":"r","etag":"TAG"}
            """),
        new("postmortems/{service}/{incident}/submit", "postmortems/shop/ID/submit", """{"reason":"r","etag":"TAG"}"""),
        new("postmortems/{service}/{incident}/finalize", "postmortems/shop/ID/finalize", """{"reason":"r","etag":"TAG"}"""),
        new("postmortems/{service}/{incident}/return", "postmortems/shop/ID/return", """{"reason":"r","etag":"TAG"}"""),
        new(
            "postmortems/{service}/{incident}/actions/{id}",
            "postmortems/shop/ID/actions/b",
            """{"title":"Probe it","kind":"detect","owner":"team","dueOn":"2026-04-11","reason":"r","etag":"TAG"}"""),
        new(
            "postmortems/{service}/{incident}/actions/{id}/close",
            "postmortems/shop/ID/actions/b/close",
            """{"status":"done","reason":"r","etag":"TAG"}"""),
        new("postmortems/{service}/{incident}/markdown/plan", "postmortems/shop/ID/markdown/plan", Page, "text/markdown"),
        new("postmortems/{service}/{incident}/markdown", "postmortems/shop/ID/markdown?etag=TAG", Page, "text/markdown"),
        new("debt/import/plan", "debt/import/plan?impact=medium&effort=medium", Issues),
        new("debt/import", "debt/import?impact=medium&effort=medium&reason=r", Issues),
    ];
}
