using System.Net;
using System.Text.Json;

namespace Reliability.AspNetCore.Tests;

/// <summary>A shop whose checkout was down for an hour, behind the JSON API. The postmortem of that incident is a draft.</summary>
internal sealed class PostmortemSite : IAsyncDisposable
{
    /// <summary>A content with everything that a final postmortem needs.</summary>
    public const string Complete =
        """
        {"title":"Checkout is down","timeline":[{"at":"2026-02-28T10:00:00Z","kind":"began"},
          {"at":"2026-02-28T10:04:00Z","kind":"alertTriggered","description":"A page."},
          {"at":"2026-02-28T11:00:00Z","kind":"resolved","isEstimate":true}],
         "analysis":"The resolver answered after its time limit.","contributingFactors":["One resolver"],
         "impact":{"durationSeconds":3600,"users":"Nobody could pay.","objectives":[{"slo":"checkout","budgetShare":0.25}]},
         "actions":[{"id":"second","title":"Add a second resolver","kind":"prevent","owner":"shop team","dueOn":"2026-03-20",
           "debtItemId":"debt-7"}],
         "wentWell":["The alert came in time."],"supportingData":[{"title":"Dashboard","address":"https://shop.example/d/1"}]}
        """;

    private PostmortemSite(ExperimentSite site) => Site = site;

    public ExperimentSite Site { get; }

    public string IncidentId { get; private set; } = "";

    /// <summary>Gets the version that the last change returned.</summary>
    public string Tag { get; private set; } = "";

    public string Path => $"postmortems/shop/{IncidentId}";

    public static async Task<PostmortemSite> StartAsync(Action<ReliabilityBuilder>? declare = null)
    {
        var site = new PostmortemSite(await ExperimentSite.StartAsync(declare: declare));
        (_, JsonElement incident, _) = await site.Site.PostAsync(
            "incidents",
            """
            {"title":"Checkout is down","service":"shop","causeClass":"dns","reason":"users complain",
             "startedAt":"2026-02-28T10:00:00Z","detectedAt":"2026-02-28T10:04:00Z","resolvedAt":"2026-02-28T11:00:00Z"}
            """);
        site.IncidentId = incident.GetProperty("id").GetString()!;
        (HttpStatusCode status, JsonElement draft) = await site.PostAsync("/draft", """{"reason":"a long outage","id":"draft"}""");
        status.Should().Be(HttpStatusCode.Created, draft.ToString());
        return site;
    }

    /// <summary>Changes the postmortem, with its present version in the place of TAG.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Json)> PostAsync(
        string path, string body, string user = ExperimentSite.Writer, string type = "application/json", string? ifMatch = null)
    {
        (HttpStatusCode status, JsonElement json, string? tag) = await Site.PostAsync(
            Path + path.Replace("TAG", Tag, StringComparison.Ordinal),
            body.Replace("TAG", Tag, StringComparison.Ordinal),
            user,
            type,
            ifMatch is null ? [] : [("If-Match", $"\"{ifMatch}\"")]);
        Tag = (int)status < 300 && tag is not null ? tag : Tag;
        return (status, json);
    }

    /// <summary>Replaces the content by one that is complete, and sends it to review.</summary>
    public async Task ReviewAsync(string content = Complete)
    {
        (HttpStatusCode status, JsonElement json) =
            await PostAsync("", $$"""{"content":{{content}},"reason":"analysed","etag":"TAG"}""");
        status.Should().Be(HttpStatusCode.OK, json.ToString());
        (status, json) = await PostAsync("/submit", """{"reason":"please read","etag":"TAG"}""");
        (status, json.GetProperty("status").GetString()).Should().Be((HttpStatusCode.OK, "Review"), json.ToString());
    }

    public async Task<JsonElement> ReadAsync(string path = "")
    {
        (HttpStatusCode status, JsonElement json) = await Site.ReadAsync(Path + path);
        status.Should().Be(HttpStatusCode.OK, json.ToString());
        return json;
    }

    public ValueTask DisposeAsync() => Site.DisposeAsync();
}
