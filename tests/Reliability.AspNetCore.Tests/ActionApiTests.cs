using System.Net;
using System.Text.Json;

namespace Reliability.AspNetCore.Tests;

public sealed class ActionApiTests
{
    [Fact]
    public async Task Actions_of_a_final_postmortem_are_added_changed_and_closed()
    {
        await using PostmortemSite site = await PostmortemSite.StartAsync();
        await site.ReviewAsync();
        await site.PostAsync("/finalize", """{"reason":"agreed","etag":"TAG"}""");
        site.Site.Clock.Advance(TimeSpan.FromDays(2));
        (HttpStatusCode status, JsonElement json) = await site.PostAsync(
            "/actions/probe", """{"title":"Probe the resolver","kind":"detect","dueOn":"2026-03-10","reason":"missing","etag":"TAG"}""");
        status.Should().Be(HttpStatusCode.OK, json.ToString());
        (status, json) = await site.PostAsync(
            "/actions/probe",
            """{"title":"Probe both","kind":"detect","owner":"ada","dueOn":"2026-03-10","reason":"who","etag":"TAG"}""");
        status.Should().Be(HttpStatusCode.OK, json.ToString());
        site.Site.Clock.Advance(TimeSpan.FromDays(1));
        (status, json) = await site.PostAsync("/actions/probe/close", """{"reason":"it runs","etag":"TAG"}""");
        status.Should().Be(HttpStatusCode.OK, json.ToString());
        JsonElement probe = json.GetProperty("content").GetProperty("actions")[1];
        (Text(probe, "title"), Text(probe, "status"), Text(probe, "createdAt"), Text(probe, "closedAt")).Should().Be(
            ("Probe both", "Done", "2026-03-03T08:00:00+00:00", "2026-03-04T08:00:00+00:00"));
        Text(json, "status").Should().Be("Final");

        (status, JsonElement problem) =
            await site.PostAsync("/actions/probe/close", """{"status":"cancelled","reason":"again","etag":"TAG"}""");
        (status, Text(problem, "detail")).Should().Be(
            (HttpStatusCode.Conflict, $"The postmortem of the incident '{site.IncidentId}' has the action 'probe', which was closed on "
                + "2026-03-04 08:00Z."));
        (await site.PostAsync("/actions/nobody/close", """{"reason":"r","etag":"TAG"}""")).Status.Should().Be(HttpStatusCode.NotFound);
        (status, problem) = await site.PostAsync("/actions/second/close", """{"status":"open","reason":"r","etag":"TAG"}""");
        (status, Text(problem, "detail")).Should().Be(
            (HttpStatusCode.BadRequest, "status: 'open' is not valid. The value must be one of done (default), cancelled."));
        (status, problem) = await site.PostAsync(
            "/actions/late", """{"title":"Late","kind":"process","dueOn":"2026-03-01","reason":"r","etag":"TAG"}""");
        status.Should().Be(HttpStatusCode.Conflict);
        Text(problem, "detail").Should().EndWith("is due on 2026-03-01, before it was filed on 2026-03-04.");
    }

    [Fact]
    public async Task Actions_are_listed_by_owner_status_and_whether_they_are_overdue()
    {
        await using PostmortemSite site = await PostmortemSite.StartAsync();
        await site.ReviewAsync();
        foreach ((string id, string fields) in ((string, string)[])
            [
                ("probe", "\"kind\":\"detect\",\"owner\":\"Ada\",\"dueOn\":\"2026-03-10\""), ("talk", "\"kind\":\"process\""),
                ("drop", "\"kind\":\"mitigate\",\"owner\":\"Ada\",\"status\":\"cancelled\""),
            ])
        {
            (HttpStatusCode status, JsonElement json) =
                await site.PostAsync($"/actions/{id}", $$"""{"title":"{{id}}",{{fields}},"reason":"r","etag":"TAG"}""");
            status.Should().Be(HttpStatusCode.OK, json.ToString());
        }

        site.Site.Clock.Advance(TimeSpan.FromDays(10));
        (await IdsAsync("actions")).Should().Equal("probe", "second", "talk");
        (await IdsAsync("actions?overdue=true&service=shop")).Should().Equal("probe");
        (await IdsAsync("actions?owner=ada&status=all")).Should().Equal("probe", "drop");
        (await IdsAsync("actions?status=cancelled")).Should().Equal("drop");
        (await IdsAsync("actions?kind=prevent")).Should().Equal("second");
        (await IdsAsync("actions?debtItem=debt-7")).Should().Equal("second");
        (await IdsAsync("actions?dueUntil=2026-03-19")).Should().Equal("probe");
        (await IdsAsync("actions?incident=nobody")).Should().BeEmpty();
        (_, JsonElement first) = await site.Site.ReadAsync("actions?limit=1");
        (first.GetProperty("totalCount").GetInt32(), first.GetProperty("overdueCount").GetInt32()).Should().Be((3, 1));
        JsonElement probe = first.GetProperty("actions").EnumerateArray().Should().ContainSingle().Subject;
        (Text(probe, "id"), probe.GetProperty("daysLeft").GetInt32(), Text(probe, "incidentId"), Text(probe, "postmortemStatus"))
            .Should().Be(("probe", -1, site.IncidentId, "Review"));

        async Task<string[]> IdsAsync(string path) =>
            [.. (await site.Site.ReadAsync(path)).Json.GetProperty("actions").EnumerateArray().Select(one => Text(one, "id"))];
    }

    [Theory]
    [InlineData("actions?service=nobody", 404, "'nobody'")]
    [InlineData("actions?status=lost", 400, "status: 'lost' is not valid. The value must be one of open, done, cancelled, all.")]
    [InlineData("actions?kind=hope", 400, "kind: 'hope' is not valid. The value must be one of prevent, detect, mitigate, process.")]
    [InlineData("actions?overdue=yes", 400, "overdue: 'yes' is not valid. The value must be 'true' or 'false' (default).")]
    [InlineData("actions?dueUntil=soon", 400, "dueUntil: 'soon' is not valid. The value must be a day such as 2024-01-01.")]
    [InlineData("actions?limit=10001", 400, "limit: '10001' is not valid. The value must be from 1 to 10000.")]
    public async Task What_is_not_valid_or_unknown_is_rejected(string path, int expected, string detail)
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        (HttpStatusCode status, JsonElement problem) = await site.ReadAsync(path);
        ((int)status).Should().Be(expected, problem.ToString());
        Text(problem, "detail").Should().Contain(detail);
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
