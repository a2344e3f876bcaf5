using System.Net;
using System.Text.Json;

namespace Reliability.AspNetCore.Tests;

public sealed class PostmortemMarkdownApiTests
{
    private const string Markdown = "text/markdown";

    [Fact]
    public async Task The_Markdown_of_a_postmortem_is_edited_and_sent_back()
    {
        await using PostmortemSite site = await PostmortemSite.StartAsync();
        await site.ReviewAsync();
        string text = await ReadAsync(site);
        text.Should().StartWith("# Incident Postmortem: Checkout is down\n").And.Contain("1. Add a second resolver");
        JsonElement before = (await site.ReadAsync()).GetProperty("content");
        (HttpStatusCode status, JsonElement same) = await site.PostAsync("/markdown?etag=TAG&id=same&reason=none", text, type: Markdown);
        (status, same.GetProperty("content").GetRawText()).Should().Be((HttpStatusCode.OK, before.GetRawText()), same.ToString());

        string edited = text.Replace("Nobody could pay.", "Nobody could pay <b>at all</b>.", StringComparison.Ordinal);
        edited.Should().NotBe(text);
        (status, JsonElement after) = await site.PostAsync("/markdown", edited, type: Markdown, ifMatch: site.Tag);
        status.Should().Be(HttpStatusCode.OK, after.ToString());
        Text(after.GetProperty("content").GetProperty("impact"), "users").Should().Be("Nobody could pay <b>at all</b>.");
        JsonElement change = after.GetProperty("history").EnumerateArray().Last();
        (Text(change, "by"), Text(change, "reason"), Text(change.GetProperty("fields")[0], "field")).Should().Be(
            ("ada", "Edited as Markdown", "users"));
        (await ReadAsync(site)).Should().NotContain("<b>", "markup of people becomes text");
    }

    [Fact]
    public async Task A_line_that_cannot_be_read_is_reported_and_nothing_is_stored()
    {
        await using PostmortemSite site = await PostmortemSite.StartAsync();
        await site.ReviewAsync();
        string faulty = (await ReadAsync(site)).Replace("- **2026-02-28 10:04:00Z**", "- **yesterday**", StringComparison.Ordinal);
        (HttpStatusCode status, JsonElement problem) = await site.PostAsync("/markdown?etag=TAG", faulty, type: Markdown);
        status.Should().Be(HttpStatusCode.BadRequest, problem.ToString());
        JsonElement fault = problem.GetProperty("faults").EnumerateArray().Should().ContainSingle().Subject;
        Text(fault, "text").Should().StartWith("- **yesterday**");
        faulty.Split('\n')[fault.GetProperty("line").GetInt32() - 1].Should().StartWith("- **yesterday**");
        Text(problem, "detail").Should().StartWith("1 line cannot be read, so that nothing is stored. Line ");
        (status, JsonElement plan) = await site.PostAsync("/markdown/plan", faulty, type: Markdown);
        (status, plan.GetProperty("isComplete").GetBoolean(), plan.GetProperty("faults").GetArrayLength()).Should().Be(
            (HttpStatusCode.OK, false, 1), plan.ToString());
        plan.GetProperty("content").GetProperty("timeline").GetArrayLength().Should().Be(2, "the other lines are read");
        (await site.ReadAsync()).GetProperty("revision").GetInt32().Should().Be(3);
    }

    [Fact]
    public async Task What_is_not_this_postmortem_is_rejected()
    {
        await using PostmortemSite site = await PostmortemSite.StartAsync();
        string text = await ReadAsync(site);
        (await site.PostAsync("/markdown?etag=TAG", text, type: "text/plain")).Status.Should().Be(HttpStatusCode.UnsupportedMediaType);
        (await site.PostAsync("/markdown?etag=TAG", "no title", type: Markdown)).Status.Should().Be(HttpStatusCode.BadRequest);
        (HttpStatusCode status, JsonElement problem) = await site.PostAsync(
            "/markdown?etag=TAG", text.Replace(site.IncidentId, "another", StringComparison.Ordinal), type: Markdown);
        (status, Text(problem, "detail")).Should().Be(
            (HttpStatusCode.BadRequest, "The file is the postmortem of the incident 'another' of service 'shop', and the address names "
                + "another one."));
        (await site.PostAsync("/markdown?etag=stale", text, type: Markdown)).Status.Should().Be(HttpStatusCode.Conflict);
        (await site.PostAsync("/markdown", text, type: Markdown)).Status.Should().Be(HttpStatusCode.BadRequest, "it names no version");
        (await site.ReadAsync()).GetProperty("revision").GetInt32().Should().Be(1);
    }

    private static async Task<string> ReadAsync(PostmortemSite site)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/reliability/{site.Path}") { Headers = { { "Accept", Markdown } } };
        using HttpResponseMessage response = await site.Site.Client.SendAsync(request);
        (response.StatusCode, response.Content.Headers.ContentType!.MediaType, response.Headers.ETag!.Tag).Should().Be(
            (HttpStatusCode.OK, Markdown, $"\"{site.Tag}\""));
        return await response.Content.ReadAsStringAsync();
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
