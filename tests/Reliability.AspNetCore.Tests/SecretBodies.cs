namespace Reliability.AspNetCore.Tests;

/// <summary>What can be written about the secret service.</summary>
internal static class SecretBodies
{
    /// <summary>Returns valid bodies for a route that name the secret service in every way.</summary>
    /// <param name="route">The pattern of the route.</param>
    /// <param name="soon">A time a little later than now.</param>
    public static string[] Of(string route, string soon) => route switch
    {
        "/reliability/gate/{service}/overrides" => [$$"""{"reason":"a fix","expiresAt":"{{soon}}"}"""],
        "/reliability/gate/{service}/overrides/{id}/revocation" or "/reliability/ledger/{service}/entries/{id}/revocation" =>
            ["""{"reason":"a mistake"}"""],
        "/reliability/ledger/adjustments" =>
            ["""{"slo":"secret-checkout","at":"2026-03-01T11:59:00Z","bad":-1,"reason":"a drill"}"""],
        "/reliability/ledger/exclusions" =>
        [
            """{"slo":"secret-checkout","from":"2026-03-01T11:00:00Z","to":"2026-03-01T11:01:00Z","reason":"a move"}""",
            """{"service":"secret-team","from":"2026-03-01T11:00:00Z","to":"2026-03-01T11:01:00Z","reason":"a move"}""",
        ],
        "/reliability/ledger/resets" => ["""{"slo":"secret-checkout","at":"2026-03-01T11:59:00Z","reason":"anew"}"""],
        _ when route.StartsWith("/reliability/experiments/{key}/", StringComparison.Ordinal) =>
            ["""{"reason":"a try","etag":"any"}"""],
        "/reliability/metrics/{name}/shifts/accept" => ["""{"at":"2026-02-10T00:00:00Z","reason":"agreed"}"""],
        "/reliability/metrics/{name}/shifts/{id}/withdrawal" => ["""{"reason":"a mistake"}"""],
        "/reliability/deployments" => ["""{"service":"secret-team","version":"2.0","reason":"a release"}"""],
        "/reliability/deployments/{id}/finish" => ["""{"reason":"done"}"""],
        "/reliability/incidents" or "/reliability/incidents/{id}" =>
            ["""{"service":"secret-team","title":"Down","reason":"a call"}"""],
        "/reliability/incidents/{id}/milestones" => ["""{"milestone":"Mitigated","reason":"a call"}"""],
        "/reliability/incidents/{id}/notes" => ["""{"text":"a note"}"""],
        "/reliability/incidents/{id}/resolve" or "/reliability/incidents/{id}/reopen" => ["""{"reason":"a call"}"""],
        "/reliability/incidents/import" or "/reliability/incidents/import/plan" =>
            ["""{"id":"a","title":"Down","service":"secret-team","startedAt":"2026-02-01T10:00:00Z"}"""],
        "/reliability/incidents/alertmanager" => ["""{"version":"4","alerts":[{"status":"firing","fingerprint":"f","""
            + """ "startsAt":"2026-02-01T10:00:00Z","labels":{"alertname":"Errors","service":"secret-team"}}]}"""],
        "/reliability/deployments/{id}/tests" => ["<testsuites/>"],
        "/reliability/debt" or "/reliability/debt/{id}" =>
            ["""{"title":"a","impact":"low","effort":"low","reason":"a try","etag":"any"}"""],
        "/reliability/debt/import" or "/reliability/debt/import/plan" =>
            ["""[{"number":1,"title":"Down","state":"OPEN","labels":["impact:low","effort:low"]}]"""],
        "/reliability/debt/{id}/accept" =>
            [$$"""{"reason":"a try","etag":"any","approver":"eve","expiresAt":"{{soon}}"}"""],
        "/reliability/debt/{id}/link" or "/reliability/debt/{id}/unlink" => ["""{"reason":"a try","etag":"any","incident":"i-1"}"""],
        "/reliability/debt/{id}/resolve" or "/reliability/debt/{id}/reopen" => ["""{"reason":"a try","etag":"any"}"""],
        "/reliability/postmortems/{service}/{incident}" => ["""{"content":{"title":"a"},"reason":"a try","etag":"any"}"""],
        "/reliability/postmortems/{service}/{incident}/draft" => ["""{"reason":"a try"}"""],
        "/reliability/postmortems/{service}/{incident}/actions/{id}" =>
            ["""{"title":"a","kind":"prevent","reason":"a try","etag":"any"}"""],
        "/reliability/postmortems/{service}/{incident}/markdown" => ["# Incident Postmortem: a"],
        _ when route.StartsWith("/reliability/postmortems/", StringComparison.Ordinal)
            && !route.EndsWith("/plan", StringComparison.Ordinal) => ["""{"reason":"a try","etag":"any"}"""],
        _ when route.EndsWith("/plan", StringComparison.Ordinal) => Of(route[..^"/plan".Length], soon),
        _ => throw new InvalidOperationException($"State what {route} accepts, so that this test can try it."),
    };
}
