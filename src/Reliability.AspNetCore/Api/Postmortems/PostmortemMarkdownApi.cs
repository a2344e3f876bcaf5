using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Reliability.Common.Internal;
using Reliability.Incidents;

namespace Reliability.AspNetCore.Internal;

/// <summary>The endpoints that take the Markdown of a postmortem that people edited.</summary>
internal static class PostmortemMarkdownApi
{
    public static void Map(RouteGroupBuilder group, string name)
    {
        group.MapPost(
            "/postmortems/{service}/{incident}/markdown",
            async Task<IResult> (
                HttpContext http,
                string service,
                string incident,
                string? reason,
                string? id,
                string? etag,
                CancellationToken cancellationToken) =>
            {
                incident = IncidentApi.Decoded(incident);
                var caller = new Caller(http, name);
                string known = await caller.DeployedServiceAsync(service).ConfigureAwait(false);
                PostmortemReading reading = await ReadAsync(http, known, incident, cancellationToken).ConfigureAwait(false);
                return reading is { IsComplete: true, Content: { } content }
                    ? await PostmortemChanges.MakeAsync(
                        http,
                        caller,
                        (known, incident),
                        (reason ?? "Edited as Markdown", id, etag),
                        (postmortems, seen, request) => postmortems.EditAsync(seen, content, request, cancellationToken),
                        PostmortemWriteApi.Open,
                        cancellationToken).ConfigureAwait(false)
                    : Faulty(reading);
            })
            .DescribePostmortem(
                "EditPostmortemMarkdown",
                "Replaces the content of a postmortem by that of its Markdown. If a line cannot be read, nothing is stored, the response "
                + "is 400, and faults has each such line with the reason. The status in the file is ignored.")
            .Accepts<string>(ResponseFormat.Markdown)
            .WithMetadata(MarkdownBody.Instance, BodyLimit.Postmortem);
        group.MapPost(
            "/postmortems/{service}/{incident}/markdown/plan",
            async Task<IResult> (HttpContext http, string service, string incident, CancellationToken cancellationToken) =>
            {
                incident = IncidentApi.Decoded(incident);
                var caller = new Caller(http, name);
                string known = await caller.DeployedServiceAsync(service).ConfigureAwait(false);
                _ = await PostmortemApi.FindAsync(caller, known, incident, cancellationToken).ConfigureAwait(false);
                PostmortemReading reading = await ReadAsync(http, known, incident, cancellationToken).ConfigureAwait(false);
                return reading.Content is null ? Faulty(reading) : Api.Json(PostmortemReadingResource.From(reading));
            })
            .WithSummary("What is read of the Markdown of a postmortem, and the lines that cannot be read. Nothing is changed.")
            .WithDisplayName("Reliability PlanPostmortemMarkdown")
            .Accepts<string>(ResponseFormat.Markdown)
            .Produces<PostmortemReadingResource>()
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(415).ProducesProblem(503)
            .WithMetadata(PlanEndpoint.Instance, MarkdownBody.Instance, BodyLimit.Postmortem);
    }

    private static async ValueTask<PostmortemReading> ReadAsync(
        HttpContext http, string service, string incident, CancellationToken cancellationToken)
    {
        string text = await IncidentImportApi.TextAsync(http, cancellationToken).ConfigureAwait(false);
        PostmortemReading reading = PostmortemMarkdown.Read(text, ExperimentApi.Now(http));
        bool isOther = (reading.Service is { } ofService && ofService != service)
            || (reading.IncidentId is { } ofIncident && ofIncident != incident);
        return isOther
            ? throw new BadQueryException(
                $"The file is the postmortem of the incident '{Names.Shorten(reading.IncidentId ?? incident)}' of service "
                + $"'{Names.Shorten(reading.Service ?? service)}', and the address names another one.")
            : reading;
    }

    private static ProblemHttpResult Faulty(PostmortemReading reading)
    {
        PostmortemFault first = reading.Faults[0];
        string lines = reading.Faults.Count == 1 ? "1 line" : Check.Text($"{reading.Faults.Count} lines");
        Dictionary<string, object?> extensions = new(StringComparer.Ordinal)
        {
            // A JSON element, so that writing it needs no reflection.
            ["faults"] = JsonSerializer.SerializeToElement(
                PostmortemFaultResource.Of(reading.Faults), ApiJson.Default.IReadOnlyListPostmortemFaultResource),
        };
        return TypedResults.Problem(
            Names.Shorten(
                Check.Text($"{lines} cannot be read, so that nothing is stored. Line {first.Line}: {first.Reason}"), 500),
            statusCode: StatusCodes.Status400BadRequest,
            extensions: extensions);
    }
}
