using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reliability.Common.Internal;
using Reliability.Incidents;

namespace Reliability.AspNetCore.Internal;

/// <summary>The endpoint that takes the webhook of Alertmanager.</summary>
internal static class AlertmanagerApi
{
    public static void Map(RouteGroupBuilder group, string name) =>
        group.MapPost(
            "/incidents/alertmanager",
            async Task<IResult> (HttpContext http, string? service, CancellationToken cancellationToken) =>
            {
                string by = WriteGuard.Who(http);
                var caller = new Caller(http, name);
                string? known = service is null ? null : await caller.DeployedServiceAsync(service).ConfigureAwait(false);
                AlertmanagerMessage message = Message(
                    await IncidentImportApi.TextAsync(http, cancellationToken).ConfigureAwait(false), known);
                Dictionary<string, string> reached = new(StringComparer.Ordinal);
                Dictionary<string, Exception> faults = new(StringComparer.Ordinal);
                foreach (string each in message.Notifications.Select(one => one.Service).Distinct(StringComparer.Ordinal))
                {
                    try
                    {
                        reached[each] = await caller.DeployedServiceAsync(each).ConfigureAwait(false);
                    }
                    catch (Exception e) when (e is KeyNotFoundException or ForbiddenException)
                    {
                        faults[each] = e;
                    }
                }

                message = message.Reject(one => faults.GetValueOrDefault(one.Service)?.Message);
                if (reached.Count == 0 && faults.Count > 0)
                {
                    return Problem(faults.Values, message);
                }

                AlertmanagerReport report = await caller.Get<AlertIncidents>().ReceiveMessageAsync(
                    message with { Notifications = [.. message.Notifications.Select(one => one with { Service = reached[one.Service] })] },
                    cancellationToken).ConfigureAwait(false);
                ILogger logger =
                    http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(ReliabilityLogCategories.AspNetCore);
                Log.AlertsReceived(logger, by, report.AcceptedCount, report.Ignored.Count, report.Rejected.Count);
                return Api.Json(new AlertmanagerResource(
                    report.AcceptedCount, Rejections(report.Rejected), Rejections(report.Ignored)));
            })
            .WithSummary(
                "Takes the webhook of Prometheus Alertmanager: an alert opens an incident of the service in its label service, or joins "
                + "the open one. Each alert is judged alone; the response has those that were rejected or ignored, and why. If none is of "
                + "a service that is known and that the caller may reach, the response is 404 or 403. It is safe to send the same again.")
            .WithDisplayName("Reliability Alertmanager")
            .Accepts<string>("application/json")
            .Produces<AlertmanagerResource>()
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(415)
            .ProducesProblem(503)
            .WithMetadata(BodyLimit.OfDescription);

    private static AlertmanagerMessage Message(string text, string? service)
    {
        try
        {
            return Alertmanager.Parse(text, service);
        }
        catch (FormatException e)
        {
            throw new BadQueryException(Names.Shorten(e.Message, 500));
        }
    }

    private static IReadOnlyList<IncidentRejectionResource> Rejections(IReadOnlyList<IncidentRejection> rejected) =>
        [.. rejected.Select(line => new IncidentRejectionResource(line.Line, line.Id, line.Reason))];

    /// <summary>The response if no alert was accepted because of its service.</summary>
    private static ProblemHttpResult Problem(IReadOnlyCollection<Exception> faults, AlertmanagerMessage message)
    {
        Exception first = faults.FirstOrDefault(one => one is ForbiddenException) ?? faults.First();
        Dictionary<string, object?> extensions = new(StringComparer.Ordinal)
        {
            // A JSON element, so that writing it needs no reflection.
            ["rejected"] = JsonSerializer.SerializeToElement(
                Rejections(message.Rejected), ApiJson.Default.IReadOnlyListIncidentRejectionResource),
        };
        return TypedResults.Problem(
            first.Message,
            statusCode: first is ForbiddenException ? StatusCodes.Status403Forbidden : StatusCodes.Status404NotFound,
            extensions: extensions);
    }
}
