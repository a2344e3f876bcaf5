using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Recording;
using Reliability.Storage;

namespace Reliability.AspNetCore.Tests;

public sealed class PostmortemApiTests
{
    [Fact]
    public async Task A_postmortem_goes_from_draft_to_final_and_its_history_has_who_was_authenticated()
    {
        await using PostmortemSite site = await PostmortemSite.StartAsync();
        JsonElement draft = await site.ReadAsync();
        (Text(draft, "status"), Text(draft, "incidentState"), Text(draft, "etag")).Should().Be(("Draft", "Present", site.Tag));
        draft.GetProperty("content").GetProperty("impact").GetProperty("durationSeconds").GetDouble().Should().Be(3600);
        Inputs(draft).Should().Equal("cause", "impact", "actions");

        await site.ReviewAsync();
        (HttpStatusCode status, JsonElement final) = await site.PostAsync("/finalize", """{"reason":"agreed","etag":"TAG"}""", "bob;sre");
        (status, Text(final, "status"), Text(final, "finalizedAt")).Should().Be(
            (HttpStatusCode.OK, "Final", "2026-03-01T08:00:00+00:00"), final.ToString());
        final.GetProperty("history").EnumerateArray().Select(one => $"{Text(one, "kind")} {Text(one, "by")}: {Text(one, "reason")}")
            .Should().Equal(
                "Drafted ada: a long outage", "Edited ada: analysed", "Submitted ada: please read", "Finalized bob: agreed");

        (status, JsonElement problem) =
            await site.PostAsync("", $$"""{"content":{{PostmortemSite.Complete}},"reason":"late","etag":"TAG"}""");
        (status, Text(problem, "detail")).Should().Be(
            (HttpStatusCode.Conflict, $"The postmortem of the incident '{site.IncidentId}' is final since 2026-03-01 08:00Z by bob; return "
                + "it before you change its text."));
        (status, JsonElement returned) = await site.PostAsync("/return", """{"reason":"a new finding","etag":"TAG"}""");
        (status, Text(returned, "status")).Should().Be((HttpStatusCode.OK, "Draft"));
    }

    [Fact]
    public async Task What_is_read_can_be_written_back_without_loss()
    {
        await using PostmortemSite site = await PostmortemSite.StartAsync();
        await site.ReviewAsync();
        JsonElement before = (await site.ReadAsync()).GetProperty("content");
        (HttpStatusCode status, JsonElement after) =
            await site.PostAsync("", $$"""{"content":{{before.GetRawText()}},"reason":"the same","etag":"TAG"}""");
        (status, after.GetProperty("content").GetRawText()).Should().Be((HttpStatusCode.OK, before.GetRawText()));
        after.GetProperty("history").EnumerateArray().Last().GetProperty("fields").GetArrayLength().Should().Be(0);
        JsonElement action = before.GetProperty("actions")[0];
        (Text(action, "createdAt"), Text(action, "dueOn"), Text(action, "debtItemId")).Should().Be(
            ("2026-03-01T08:00:00+00:00", "2026-03-20", "debt-7"));
    }

    [Fact]
    public async Task A_second_draft_is_the_first_one_and_the_same_id_changes_once()
    {
        await using PostmortemSite site = await PostmortemSite.StartAsync();
        string first = site.Tag;
        (HttpStatusCode status, JsonElement again) = await site.PostAsync("/draft", """{"reason":"me too","id":"other"}""");
        (status, Text(again, "etag"), again.GetProperty("revision").GetInt32()).Should().Be((HttpStatusCode.OK, first, 1));
        (await site.PostAsync("/draft", """{"reason":"a long outage","id":"draft"}""")).Status.Should().Be(HttpStatusCode.Created);

        string body = $$"""{"reason":"please read","id":"once","etag":"{{first}}"}""";
        (await site.PostAsync("/submit", body)).Status.Should().Be(HttpStatusCode.OK);
        (status, JsonElement repeated) = await site.PostAsync("/submit", body);
        (status, repeated.GetProperty("revision").GetInt32(), Text(repeated, "status")).Should().Be((HttpStatusCode.OK, 2, "Review"));
        (status, JsonElement problem) = await site.PostAsync("/return", body);
        status.Should().Be(HttpStatusCode.BadRequest, "the id belongs to another change");
        Text(problem, "detail").Should().Contain("'once'");
    }

    [Theory]
    [InlineData(false, HttpStatusCode.Conflict)]
    [InlineData(true, HttpStatusCode.PreconditionFailed)]
    public async Task Of_two_people_who_finalise_the_second_gets_both_versions(bool inHeader, HttpStatusCode expected)
    {
        await using PostmortemSite site = await PostmortemSite.StartAsync();
        await site.ReviewAsync();
        string seen = site.Tag;
        (await FinalizeAsync("ada;sre")).Status.Should().Be(HttpStatusCode.OK);
        (HttpStatusCode status, JsonElement problem) = await FinalizeAsync("bob;sre");
        status.Should().Be(expected, problem.ToString());
        JsonElement current = problem.GetProperty("current");
        JsonElement proposed = problem.GetProperty("proposed");
        (Text(current, "status"), Text(proposed, "status"), Text(current, "etag")).Should().Be(("Final", "Final", site.Tag));
        Text(current.GetProperty("history").EnumerateArray().Last(), "by").Should().Be("ada");
        Text(proposed.GetProperty("history").EnumerateArray().Last(), "by").Should().Be("bob");
        (await site.ReadAsync()).GetProperty("revision").GetInt32().Should().Be(4);

        Task<(HttpStatusCode Status, JsonElement Json)> FinalizeAsync(string user) => inHeader
            ? site.PostAsync("/finalize", """{"reason":"agreed"}""", user, ifMatch: seen)
            : site.PostAsync("/finalize", $$"""{"reason":"agreed","etag":"{{seen}}"}""", user);
    }

    [Fact]
    public async Task An_incomplete_postmortem_is_409_with_its_gaps_and_a_reason_for_no_action_is_enough()
    {
        await using PostmortemSite site = await PostmortemSite.StartAsync();
        string content = PostmortemSite.Complete.Replace("\"owner\":\"shop team\",", "", StringComparison.Ordinal);
        await site.ReviewAsync(content);
        (HttpStatusCode status, JsonElement problem) = await site.PostAsync("/finalize", """{"reason":"agreed","etag":"TAG"}""");
        (status, Inputs(problem)[0]).Should().Be((HttpStatusCode.Conflict, "actions"), problem.ToString());
        JsonElement plan = await site.ReadAsync("/plan");
        (plan.GetProperty("canFinalize").GetBoolean(), Inputs(plan)[0]).Should().Be((false, "actions"));

        (status, JsonElement json) = await site.PostAsync(
            "",
            $$"""{"content":{{content[..^1]}},"noActionsReason":"The shop is replaced in May."},"reason":"no action","etag":"TAG"}""");
        status.Should().Be(HttpStatusCode.OK, json.ToString());
        (await site.ReadAsync("/plan")).GetProperty("canFinalize").GetBoolean().Should().BeTrue();
        (await site.PostAsync("/finalize", """{"reason":"agreed","etag":"TAG"}""")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_incident_that_is_merged_while_its_postmortem_is_open_is_told_and_keeps_it_from_being_final()
    {
        await using PostmortemSite site = await PostmortemSite.StartAsync();
        await site.ReviewAsync();
        (_, JsonElement other, _) = await site.Site.PostAsync("incidents", """{"title":"Down","service":"shop","reason":"r"}""");
        string tag = Text((await site.Site.ReadAsync($"incidents/{site.IncidentId}")).Json.GetProperty("incident"), "etag");
        (HttpStatusCode merged, JsonElement json, _) = await site.Site.PostAsync(
            $"incidents/{site.IncidentId}",
            $$"""{"title":"Down","duplicateOf":"{{Text(other, "id")}}","reason":"the same outage","etag":"{{tag}}"}""");
        merged.Should().Be(HttpStatusCode.OK, json.ToString());
        string notice = $"The incident '{site.IncidentId}' is a duplicate of '{Text(other, "id")}', whose postmortem counts.";
        JsonElement one = await site.ReadAsync();
        (Text(one, "incidentState"), Text(one, "notice")).Should().Be(("Duplicate", notice));
        (HttpStatusCode status, JsonElement problem) = await site.PostAsync("/finalize", """{"reason":"agreed","etag":"TAG"}""");
        (status, Text(problem.GetProperty("current"), "notice")).Should().Be((HttpStatusCode.Conflict, notice));
        Text(problem, "detail").Should().Contain("cannot become final");
        (await site.PostAsync("/draft", """{"reason":"again"}""")).Status.Should().Be(HttpStatusCode.OK, "it exists");
    }

    [Fact]
    public async Task The_postmortem_of_an_incident_that_does_not_exist_any_more_becomes_final_and_says_so()
    {
        await using PostmortemSite site = await PostmortemSite.StartAsync();
        await site.ReviewAsync();
        var id = new DocumentId("shop", "incidents", site.IncidentId);
        Document incident = (await site.Site.Documents.GetAsync([id], CancellationToken.None))[0]!;
        await site.Site.Documents.DeleteAsync(id, incident.ETag, CancellationToken.None);
        (HttpStatusCode status, JsonElement final) = await site.PostAsync("/finalize", """{"reason":"agreed","etag":"TAG"}""");
        (status, Text(final, "status"), Text(final, "incidentState"), Text(final, "notice")).Should().Be(
            (HttpStatusCode.OK, "Final", "Missing", $"Service 'shop' has no incident '{site.IncidentId}'."), final.ToString());
    }

    [Fact]
    public async Task The_plan_has_what_the_blameless_check_found()
    {
        await using PostmortemSite site = await PostmortemSite.StartAsync(r => r.Configure(o => o.Postmortems.CheckBlame = true));
        await site.ReviewAsync(PostmortemSite.Complete.Replace("The resolver answered", "ada was careless", StringComparison.Ordinal));
        JsonElement plan = await site.ReadAsync("/plan");
        plan.GetProperty("canFinalize").GetBoolean().Should().BeTrue("findings are suggestions");
        plan.GetProperty("findings").EnumerateArray()
            .Select(one => $"{Text(one, "field")} {one.GetProperty("start").GetInt32()} {Text(one, "kind")} {Text(one, "text")}")
            .Should().Equal("analysis 0 Name ada", "analysis 8 Word careless");
    }

    [Fact]
    public async Task Lists_select_by_status_and_show_what_cannot_be_read()
    {
        await using PostmortemSite site = await PostmortemSite.StartAsync();
        (_, JsonElement all) = await site.Site.ReadAsync("postmortems?service=shop&status=draft");
        JsonElement one = all.GetProperty("postmortems").EnumerateArray().Should().ContainSingle().Subject;
        (Text(one, "incidentId"), one.GetProperty("gapCount").GetInt32()).Should().Be((site.IncidentId, 3));
        (await site.Site.ReadAsync("postmortems?status=final")).Json.GetProperty("totalCount").GetInt32().Should().Be(0);
        (await site.Site.ReadAsync("postmortems?from=2026-03-02")).Json.GetProperty("totalCount").GetInt32().Should().Be(0);
        await site.Site.Documents.PutAsync(
            [DocumentWrite.Create(new DocumentId("shop", "postmortems", "later"), """{"v":9}""")], CancellationToken.None);
        (_, all) = await site.Site.ReadAsync("postmortems");
        Text(all.GetProperty("unreadable").EnumerateArray().Single(), "document").Should().Be("postmortems/later");
    }

    [Fact]
    public async Task What_burnt_much_of_a_budget_requires_a_postmortem()
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync(
            declare: r => r.AddSlo("checkout", s => s.Availability(99.9m).OfService("shop")));
        ReliabilityRecorder recorder = site.Site.Services.GetRequiredService<ReliabilityRecorder>();
        recorder.Outcomes("checkout").Record(good: 5000, bad: 5000, site.Clock.GetUtcNow().AddMinutes(-20));
        await recorder.FlushAsync();
        (_, JsonElement incident, _) = await site.PostAsync(
            "incidents",
            """
            {"title":"Down","service":"shop","reason":"r","objectives":["checkout"],"startedAt":"2026-03-01T07:30:00Z",
             "resolvedAt":"2026-03-01T07:50:00Z"}
            """);
        (_, JsonElement list) = await site.ReadAsync("postmortems/required");
        (list.GetProperty("requiredAboveBudgetShare").GetDecimal(), list.GetProperty("dueWithinSeconds").GetDouble()).Should().Be(
            (0.2m, 14 * 86400));
        JsonElement one = list.GetProperty("postmortems").EnumerateArray().Should().ContainSingle().Subject;
        (Text(one, "incidentId"), one.GetProperty("budgetShare").GetDecimal(), Text(one, "dueAt")).Should().Be(
            (Text(incident, "id"), 500m, "2026-03-15T07:50:00+00:00"));
        one.GetProperty("isOverdue").GetBoolean().Should().BeFalse();
        site.Clock.Advance(TimeSpan.FromDays(15));
        (_, list) = await site.ReadAsync("postmortems/required?service=shop");
        list.GetProperty("postmortems")[0].GetProperty("isOverdue").GetBoolean().Should().BeTrue();
    }

    [Theory]
    [InlineData("postmortems/nobody/ID", 404, "'nobody'")]
    [InlineData("postmortems/shop/nobody", 404, "Service 'shop' has no incident 'nobody'.")]
    [InlineData("postmortems/shop/nobody/plan", 404, "Service 'shop' has no incident 'nobody'.")]
    [InlineData("postmortems/shop/BARE", 404, "The incident 'BARE' of service 'shop' has no postmortem.")]
    [InlineData("postmortems/shop/ID?format=xml", 400, "format: 'xml' is not valid. The value must be 'json' (default) or 'markdown'.")]
    [InlineData("postmortems?service=nobody", 404, "'nobody'")]
    [InlineData("postmortems?status=lost", 400, "status: 'lost' is not valid. The value must be one of Draft, Review, Final.")]
    [InlineData("postmortems?from=monday", 400, "from: 'monday' is not a valid time")]
    [InlineData("postmortems?limit=0", 400, "limit: '0' is not valid. The value must be from 1 to 1000.")]
    [InlineData("postmortems/required?service=nobody", 404, "'nobody'")]
    public async Task What_is_not_valid_or_unknown_is_rejected(string path, int expected, string detail)
    {
        await using PostmortemSite site = await PostmortemSite.StartAsync();
        (_, JsonElement bare, _) = await site.Site.PostAsync("incidents", """{"title":"Slow","service":"shop","reason":"r"}""");
        (HttpStatusCode status, JsonElement problem) = await site.Site.ReadAsync(
            path.Replace("ID", site.IncidentId, StringComparison.Ordinal).Replace("BARE", Text(bare, "id"), StringComparison.Ordinal));
        ((int)status).Should().Be(expected, problem.ToString());
        Text(problem, "detail").Should().Contain(detail.Replace("BARE", Text(bare, "id"), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nobody/x/draft", """{"reason":"r"}""", 404, "'nobody'")]
    [InlineData("shop/nobody/draft", """{"reason":"r"}""", 404, "Service 'shop' has no incident 'nobody'.")]
    [InlineData("shop/nobody/submit", """{"reason":"r","etag":"e"}""", 404, "Service 'shop' has no incident 'nobody'.")]
    [InlineData("shop/ID/submit", """{"reason":"r"}""", 400, "does not say which version of the postmortem it changes")]
    [InlineData("shop/ID/finalize", """{"reason":"r","etag":"TAG"}""", 409, "is a draft; submit it to review first.")]
    [InlineData("shop/ID", """{"reason":"r","etag":"TAG"}""", 400, "The body has no content.")]
    [InlineData("shop/ID", """{"content":null,"reason":"r","etag":"TAG"}""", 400, "content: The value must be an object, and not null.")]
    [InlineData("shop/ID", """{"content":{"title":""},"reason":"r","etag":"TAG"}""", 400, "content.title has 1 to 200 characters")]
    [InlineData("shop/ID", """{"content":{"title":"a","x":1},"reason":"r","etag":"TAG"}""", 400, "No field is named 'content.x'.")]
    [InlineData("shop/ID", """{"content":{"title":"a","actions":[{"id":"b","title":"c","kind":"hope"}]},"reason":"r","etag":"TAG"}""", 400, "content.actions[0].kind: 'hope' is not valid. The value must be one of Prevent, Detect, Mitigate, Process.")]
    [InlineData("shop/ID", """{"content":{"title":"a","actions":[null]},"reason":"r","etag":"TAG"}""", 400, "content.actions[0]: An item must be an object, and not null.")]
    [InlineData("shop/ID", """{"content":{"title":"a","actions":[{"id":"b","title":"c","kind":"prevent","dueOn":"soon"}]},"reason":"r","etag":"TAG"}""", 400, "content.actions[0].dueOn: \"soon\" is not valid. The value must be a day such as \"2026-03-01\".")]
    [InlineData("shop/ID", """{"content":{"title":"a","actions":[{"id":"b","title":"c","kind":"prevent","dueOn":"2026-02-01"}]},"reason":"r","etag":"TAG"}""", 409, "is due on 2026-02-01, before it was filed on 2026-03-01.")]
    [InlineData("shop/ID", """{"content":{"title":"a","timeline":[{"at":"2026-02-28T10:00:00Z","kind":"began"},{"kind":"note"}]},"reason":"r","etag":"TAG"}""", 400, "The body has no content.timeline[1].at.")]
    [InlineData("shop/ID", """{"content":{"title":"a","impact":{"durationSeconds":-1}},"reason":"r","etag":"TAG"}""", 400, "content.impact.durationSeconds: -1 is not valid. The value must be from 0 to 900000000000.")]
    [InlineData("shop/ID", """{"content":{"title":"a","impact":{"objectives":[{"slo":"x","budgetShare":-1}]}},"reason":"r","etag":"TAG"}""", 400, "content.impact.objectives[0].budgetShare: -1 is not valid.")]
    [InlineData("shop/ID", """{"content":{"title":"a","supportingData":[{"title":"b","address":"javascript:alert(1)"}]},"reason":"r","etag":"TAG"}""", 400, "content.supportingData[0]: 'javascript:alert(1)' is no absolute address with http or https")]
    [InlineData("shop/ID", """{"content":{"title":"a","wentWell":["\u0007"]},"reason":"r","etag":"TAG"}""", 400, "content.wentWell must not hold control characters")]
    public async Task A_change_that_is_not_valid_names_the_field_and_changes_nothing(string path, string body, int expected, string detail)
    {
        await using PostmortemSite site = await PostmortemSite.StartAsync();
        (HttpStatusCode status, JsonElement problem, _) = await site.Site.PostAsync(
            "postmortems/" + path.Replace("ID", site.IncidentId, StringComparison.Ordinal),
            body.Replace("TAG", site.Tag, StringComparison.Ordinal));
        ((int)status).Should().Be(expected, problem.ToString());
        Text(problem, "detail").Should().Contain(detail);
        (await site.ReadAsync()).GetProperty("revision").GetInt32().Should().Be(1);
    }

    private static string[] Inputs(JsonElement json) => [.. json.GetProperty("gaps").EnumerateArray().Select(one => Text(one, "input"))];

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
